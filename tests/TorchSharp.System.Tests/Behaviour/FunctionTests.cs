namespace TorchSharp.SystemTests.Behaviour;

public sealed class FunctionTests
{
    [Fact]
    public void A_function_computes_and_differentiates()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Row(1, 2, 3).requires_grad_();

        var y = Power.apply(x, 3);
        y.sum().backward();

        Assert.Equal([1f, 8f, 27f], Numbers.Read(y));
        Assert.Equal([3f, 12f, 27f], Numbers.Read(x.grad));
        Assert.True(y.requires_grad);
        Assert.False(y.is_leaf);
    }

    [Fact]
    public void Nothing_is_recorded_where_nothing_needs_a_gradient()
    {
        using var scope = NewDisposeScope();

        Assert.False(Power.apply(Numbers.Row(1), 2).requires_grad);

        using var untracked = no_grad();
        Assert.False(Power.apply(Numbers.Row(1).requires_grad_(), 2).requires_grad);
    }

    [Fact]
    public void Forward_runs_unrecorded_and_backward_too()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Row(1).requires_grad_();

        Observing.apply(x).sum().backward();

        Assert.False(Observing.ForwardRecorded);
        Assert.False(Observing.BackwardRecorded);
    }

    [Fact]
    public void A_null_gradient_leaves_the_input_without_one()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (Numbers.Row(2).requires_grad_(), Numbers.Row(5).requires_grad_());

        Pass.apply(x, y).backward();

        Assert.Equal([1f], Numbers.Read(x.grad));
        Assert.Null(y.grad);
    }

    [Fact]
    public void Several_outputs_have_gradients_each_and_missing_ones_are_zeros()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Row(1, 2).requires_grad_();

        var outputs = Fan.apply(x, true);
        Assert.Equal(2, outputs.Count);
        outputs[1].sum().backward();
        Assert.Equal([3f, 3f], Numbers.Read(x.grad));

        x.grad = null;
        var both = Fan.apply(x, true);
        (both[0] + both[1]).sum().backward();
        Assert.Equal([5f, 5f], Numbers.Read(x.grad));
    }

    [Fact]
    public void Missing_gradients_can_come_as_nothing()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Row(1, 2).requires_grad_();

        Fan.apply(x, false)[1].sum().backward();

        Assert.True(Fan.LastWasMissing);
        Assert.Equal([3f, 3f], Numbers.Read(x.grad));
    }

    [Fact]
    public void Saved_outputs_and_inputs_come_back()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Row(0, 1).requires_grad_();

        var y = Exponential.apply(x);
        y.sum().backward();

        Assert.Equal(Numbers.Read(y), Numbers.Read(x.grad));
    }

    [Fact]
    public void Functions_chain_with_operators_and_with_themselves()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Row(2).requires_grad_();

        (Power.apply(Power.apply(x, 2) * 3, 2) + x).sum().backward();

        Assert.Equal([289f], Numbers.Read(x.grad));
    }

    [Fact]
    public void Backward_may_differentiate_again_inside()
    {
        using var scope = NewDisposeScope();
        var (x, w) = (Numbers.Row(2).requires_grad_(), new Parameter(Numbers.Row(3)));

        Recomputing.apply(x, w).sum().backward();

        Assert.Equal([6f * 6], Numbers.Read(x.grad));
        Assert.Equal([2f * 6 * 2], Numbers.Read(w.grad));
    }

    [Fact]
    public void Inputs_that_are_not_tensors_get_no_gradient()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Row(3).requires_grad_();

        Power.apply(x, 2).backward();

        Assert.Equal([6f], Numbers.Read(x.grad));
    }

    [Fact]
    public void An_output_that_is_an_input_is_another_object()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Row(3).requires_grad_();
        var hidden = x * 2;

        var same = Identity.apply(hidden);
        Assert.NotSame(hidden, same);
        same.sum().backward();

        Assert.Equal([20f], Numbers.Read(x.grad));
    }

    private sealed class Power : autograd.SingleTensorFunction<Power>
    {
        public override string Name => nameof(Power);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var x = (Tensor)vars[0];
            ctx.save_for_backward([x]);
            ctx.save_data("exponent", vars[1]);
            return x.pow((int)vars[1]);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var exponent = (int)ctx.get_data("exponent");
            return [grad_output * ctx.get_saved_variables()[0].pow(exponent - 1) * exponent, null!];
        }
    }

    private sealed class Observing : autograd.SingleTensorFunction<Observing>
    {
        public static bool ForwardRecorded { get; private set; }

        public static bool BackwardRecorded { get; private set; }

        public override string Name => nameof(Observing);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            ForwardRecorded = is_grad_enabled();
            return ((Tensor)vars[0]) * 2;
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            BackwardRecorded = is_grad_enabled();
            return [grad_output * 2];
        }
    }

    private sealed class Pass : autograd.SingleTensorFunction<Pass>
    {
        public override string Name => nameof(Pass);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) => (Tensor)vars[0] + (Tensor)vars[1];

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [grad_output, null!];
    }

    private sealed class Fan : autograd.MultiTensorFunction<Fan>
    {
        public static bool LastWasMissing { get; private set; }

        public override string Name => nameof(Fan);

        public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
        {
            ctx.set_materialize_grads((bool)vars[1]);
            var x = (Tensor)vars[0];
            return [x * 2, x * 3];
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
        {
            LastWasMissing = grad_outputs[0].IsInvalid;
            return [LastWasMissing ? grad_outputs[1] * 3 : grad_outputs[0] * 2 + grad_outputs[1] * 3, null!];
        }
    }

    private sealed class Exponential : autograd.SingleTensorFunction<Exponential>
    {
        public override string Name => nameof(Exponential);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var y = ((Tensor)vars[0]).exp();
            ctx.save_for_backward([y, (Tensor)vars[0]]);
            return y;
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var saved = ctx.get_saved_variables();
            Assert.Equal(Numbers.Read(saved[0]), Numbers.Read(saved[1].exp()));
            return [grad_output * saved[0]];
        }
    }

    private sealed class Recomputing : autograd.SingleTensorFunction<Recomputing>
    {
        public override string Name => nameof(Recomputing);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            ctx.save_for_backward([(Tensor)vars[0], (Tensor)vars[1]]);
            return Body((Tensor)vars[0], (Tensor)vars[1]);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var saved = ctx.get_saved_variables();
            using var recorded = enable_grad();
            var (x, w) = (saved[0].detach().requires_grad_(), saved[1].detach().requires_grad_());
            var y = Body(x, w);
            autograd.backward(y, grad_output);
            return [x.grad!, w.grad!];
        }

        private static Tensor Body(Tensor x, Tensor w) => (x * w).pow(2);
    }

    private sealed class Identity : autograd.SingleTensorFunction<Identity>
    {
        public override string Name => nameof(Identity);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) => (Tensor)vars[0];

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [grad_output * 10];
    }
}
