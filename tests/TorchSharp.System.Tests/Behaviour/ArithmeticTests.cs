namespace TorchSharp.SystemTests.Behaviour;

public sealed class ArithmeticTests
{
    [Fact]
    public void Operators_take_tensors_and_numbers_on_both_sides()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Row(1, 2, 4);

        Assert.Equal([2f, 4, 8], Numbers.Read(x + x));
        Assert.Equal([3f, 4, 6], Numbers.Read(2 + x));
        Assert.Equal([1f, 0, -2], Numbers.Read(2 - x));
        Assert.Equal([-1f, 0, 2], Numbers.Read(x - 2));
        Assert.Equal([0.5f, 1, 2], Numbers.Read(x / 2.0));
        Assert.Equal([2f, 1, 0.5f], Numbers.Read(2f / x));
        Assert.Equal([3f, 6, 12], Numbers.Read(3L * x));
        Assert.Equal([1f, 2, 1], Numbers.Read(x % 3));
        Assert.Equal([-1f, -2, -4], Numbers.Read(-x));
        Assert.Equal(float32, (x + 1.5).dtype);
    }

    [Fact]
    public void Comparisons_give_truth_values()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Row(1, 2, 3);

        Assert.Equal([false, true, true], (x > 1).data<bool>().ToArray());
        Assert.Equal([true, false, false], (2 > x).data<bool>().ToArray());
        Assert.Equal([false, true, false], (x == 2).data<bool>().ToArray());
        Assert.Equal([true, false, true], ((x == 2).logical_not()).data<bool>().ToArray());
        Assert.Equal([false, true, false], ((x > 1) & (x < 3)).data<bool>().ToArray());
        Assert.Equal([true, true, true], ((x > 1) | ~(x > 1)).data<bool>().ToArray());
    }

    [Fact]
    public void Types_are_promoted_as_libtorch_does()
    {
        using var scope = NewDisposeScope();

        Assert.Equal(float32, (ones(1, int64) + 1.5).dtype);
        Assert.Equal(int64, (ones(1, int64) + 2).dtype);
        Assert.Equal(bfloat16, (ones(1, bfloat16) * 2.5).dtype);
        Assert.Equal(float32, (ones(1, bfloat16) + ones(1, float32)).dtype);
        Assert.Equal(float32, (ones(1, int32) / 2).dtype);
        Assert.Equal(int64, ones(1, @bool).sum().dtype);
    }

    [Fact]
    public void In_place_forms_change_and_return_the_tensor()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Row(1, 2);

        Assert.Same(x, x.add_(1).mul_(2).sub_(1).div_(3));
        Assert.Equal([1f, 5f / 3], Numbers.Read(x));
        Assert.Equal([0f, 0], Numbers.Read(x.zero_()));
        Assert.Same(x, x.fill_(4).sqrt_().neg_());
        Assert.Equal([-2f, -2], Numbers.Read(x));
        Assert.Same(x, x.copy_(ones(1)));
        x.addcmul_(ones(2), ones(2), 3).addcdiv_(ones(2), ones(2), 2).lerp_(zeros(2), tensor(0.5f));
        Assert.Equal([3f, 3], Numbers.Read(x));
        Assert.Equal([1f, 1], Numbers.Read(x.clamp_(0, 1)));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => ones(2, 3) + ones(4));
        Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => zeros(2).add_(ones(3)));
        Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => cat([ones(2, 2), ones(3, 3)]));
    }

    [Fact]
    public void Matrices_multiply()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (Numbers.Counted(2, 3), Numbers.Counted(3, 2));

        Assert.Equal([10f, 13, 28, 40], Numbers.Read(a.matmul(b)));
        Assert.Equal([10f, 13, 28, 40], Numbers.Read(mm(a, b)));
        Assert.Equal([12, 15, 30, 42], Numbers.Read(ones(2, 2).addmm(a, b, beta: 2, alpha: 1)));
        Assert.Equal([10f, 13, 28, 40], Numbers.Read(bmm(a.unsqueeze(0), b.unsqueeze(0))));
        Assert.Equal([5, 4, 7, 2], ones(5, 4, 7, 3).matmul(b).shape);
        Assert.Equal([1f, 1, 1, 1], Numbers.Read(zeros(2, 2).addmm_(zeros(2, 2), zeros(2, 2)).add_(1)));
    }

    [Fact]
    public void Reductions_reduce()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Counted(2, 3);

        Assert.Equal(15, x.sum().item<float>());
        Assert.Equal([3f, 5, 7], Numbers.Read(x.sum(0L)));
        Assert.Equal([2, 1], x.sum(-1L, keepdim: true).shape);
        Assert.Equal(2.5, x.mean().ToDouble());
        Assert.Equal([1f, 4], Numbers.Read(x.mean([-1L])));
        Assert.Equal(5, x.max().ToSingle());
        Assert.Equal([2f, 5], Numbers.Read(x.max(1).values));
        Assert.Equal([2f, 5], Numbers.Read(x.amax([1L])));
        Assert.Equal([2, 1], x.amax([1L], keepdim: true).shape);
        Assert.Equal([2L, 2], x.argmax(-1).data<long>().ToArray());
        Assert.Equal(5, x.argmax().item<long>());
        Assert.Equal([0f, 1, 3, 3, 7, 12], Numbers.Read(x.cumsum(1)));
        Assert.Equal(Math.Sqrt(55), x.norm().ToDouble(), 4);
        Assert.True(x.any().item<bool>());
        Assert.False(x.all().ToBoolean());
    }

    [Fact]
    public void Sorting_gives_values_and_places()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Row(3, 1, 2);

        var (values, places) = x.topk(2);
        Assert.Equal([3f, 2], Numbers.Read(values));
        Assert.Equal([0L, 2], places.data<long>().ToArray());
        Assert.Equal([1f, 2, 3], Numbers.Read(x.sort().Values));
        Assert.Equal([0L, 2, 1], x.sort(descending: true).Indices.data<long>().ToArray());
        Assert.Equal([1L, 2, 0], x.argsort().data<long>().ToArray());
    }

    [Fact]
    public void Bfloat16_computes_what_a_decoder_needs()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Row(1, 2, 3, 4).reshape(2, 2).to(bfloat16);

        Assert.Equal([7f, 10, 15, 22], Numbers.Read(x.matmul(x)));
        Assert.Equal(bfloat16, x.softmax(-1).dtype);
        Assert.Equal(bfloat16, nn.functional.silu(x).dtype);
        Assert.Equal(float32, x.softmax(-1, float32).dtype);
        Assert.Equal(10, x.sum(float32).item<float>());
        Assert.Equal([1f, 2], Numbers.Read(x[0]));
        Assert.Equal(2, x[0, 1].ToSingle());
        Assert.Equal(2, x.element_size());
        var w = new Parameter(x.clone());
        nn.functional.linear(x, w).sum().backward();
        Assert.Equal(bfloat16, w.grad!.dtype);
        Assert.Equal([4f, 6, 4, 6], Numbers.Read(w.grad));
    }
}
