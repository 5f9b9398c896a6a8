namespace TorchSharp.SystemTests.Shim;

/// <summary>Exceptions, memory and lifetimes of custom functions, which the real TorchSharp handles otherwise or not at all.</summary>
[Collection(nameof(Live))]
public sealed class BackwardTests
{
    [Fact]
    public void An_exception_in_backward_comes_out_of_backward()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Row(1).requires_grad_();

        var thrown = Assert.Throws<InvalidDataException>(() => (Failing.apply(x * 2, Failing.Throw) * 3).sum().backward());

        Assert.Equal("mine", thrown.Message);
        Assert.Contains(nameof(Failing), thrown.StackTrace);
        Assert.Null(x.grad);
    }

    [Fact]
    public void An_exception_passes_through_a_backward_inside_a_backward()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Row(1).requires_grad_();

        Assert.Throws<InvalidDataException>(() => Nesting.apply(x).sum().backward());
    }

    [Fact]
    public void An_exception_in_forward_leaves_nothing_behind()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Row(1).requires_grad_();

        Assert.Throws<InvalidDataException>(() => Failing.apply(x, Failing.ThrowForward));
        Failing.apply(x, Failing.Work).sum().backward();
        Assert.Equal([2f], Numbers.Read(x.grad));
    }

    [Fact]
    public void Gradients_that_do_not_fit_are_errors()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Row(1).requires_grad_();

        Assert.Contains("incorrect number of gradients", Assert.Throws<NotImplementedException>(() => Failing.apply(x, Failing.Short).sum().backward()).Message);
        Assert.Contains("position 2", Assert.Throws<NotImplementedException>(() => Failing.apply(x, Failing.Long).sum().backward()).Message);
    }

    [Fact]
    public void What_was_saved_is_released_by_backward()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Row(1).requires_grad_();
        var y = Failing.apply(x, Failing.Work).sum();

        y.backward(retain_graph: true);
        y.backward();

        Assert.Contains("second time", Assert.ThrowsAny<Exception>(y.backward).Message);
    }

    [Fact]
    public void Outputs_are_the_objects_that_forward_made()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Row(1).requires_grad_();
        var before = scope.DisposablesCount;

        var y = Failing.apply(x, Failing.Work);

        Assert.Equal(before + 1, scope.DisposablesCount);
        Assert.Same(Failing.LastOutput, y);
        Assert.True(y.requires_grad);
    }

    [Fact]
    public void A_thousand_backwards_leave_as_many_tensors_as_one()
    {
        var x = Numbers.Row(1).requires_grad_();
        Step(x);
        var before = Live.Tensors();

        for (var i = 0; i < 1000; i++) Step(x);

        Assert.Equal(before, Tensor.TotalCount);
        Assert.Equal([2002f], Numbers.Read(x.grad));
    }

    [Fact]
    public void Backward_leaves_no_gradients_in_the_callers_scope()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Row(1).requires_grad_();
        var y = x;
        for (var i = 0; i < 10; i++) y = Failing.apply(y, Failing.Work);
        var loss = y.sum();
        var before = scope.DisposablesCount;

        loss.backward();

        Assert.Equal(before, scope.DisposablesCount);
    }

    private static void Step(Tensor x)
    {
        using var scope = NewDisposeScope();
        Failing.apply(x, Failing.Work).sum().backward();
    }

    private sealed class Failing : autograd.SingleTensorFunction<Failing>
    {
        public const string Work = "work", Throw = "throw", ThrowForward = "throw forward", Short = "short", Long = "long";

        public static Tensor? LastOutput { get; private set; }

        public override string Name => nameof(Failing);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            if (vars[1] is ThrowForward) throw new InvalidDataException("mine");
            ctx.save_for_backward([(Tensor)vars[0]]);
            ctx.save_data("mode", vars[1]);
            return LastOutput = (Tensor)vars[0] * 2;
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            using var scope = NewDisposeScope();
            _ = ctx.get_saved_variables();
            return (string)ctx.get_data("mode") switch
            {
                Throw => throw new InvalidDataException("mine"),
                Short => [],
                Long => [grad_output, grad_output],
                _ => [(grad_output * 2).MoveToOuterDisposeScope(), null!],
            };
        }
    }

    private sealed class Nesting : autograd.SingleTensorFunction<Nesting>
    {
        public override string Name => nameof(Nesting);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) => (Tensor)vars[0] * 2;

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            using var recorded = enable_grad();
            var inside = Numbers.Row(1).requires_grad_();
            Failing.apply(inside, Failing.Throw).sum().backward();
            return [grad_output];
        }
    }
}
