namespace TorchSharp.SystemTests.Behaviour;

public sealed class IndexingTests
{
    private static readonly long[] Places = [1, 0];

    [Fact]
    public void Ranges_numbers_and_ellipses_index_as_in_python()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Counted(2, 3, 4);

        Assert.Equal([12f, 13, 14, 15], Numbers.Read(x[1, 0]));
        Assert.Equal(23, x[1, 2, 3].item<float>());
        Assert.Equal([4f, 16], Numbers.Read(x[.., 1, 0]));
        Assert.Equal([11f, 23], Numbers.Read(x[TensorIndex.Ellipsis, ^1, ^1]));
        Assert.Equal([2, 2, 2], x[.., 1.., ..^2].shape);
        Assert.Equal([2, 3, 2], x[TensorIndex.Ellipsis, TensorIndex.Slice(step: 2)].shape);
        Assert.Equal([1, 2, 3, 4], x[TensorIndex.None].shape);
        Assert.Equal([2, 3, 1, 4], x[TensorIndex.Colon, TensorIndex.Colon, TensorIndex.Null].shape);
    }

    [Fact]
    public void Indexing_without_tensors_gives_views()
    {
        using var scope = NewDisposeScope();
        var x = zeros(2, 3);

        x[1].fill_(1);
        x[.., 0].fill_(2);

        Assert.Equal([2f, 0, 0, 2, 1, 1], Numbers.Read(x));
    }

    [Fact]
    public void Tensors_index_and_select()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Counted(3, 2);

        Assert.Equal([2f, 3, 0, 1], Numbers.Read(x[tensor(Places)]));
        Assert.Equal([3f, 0], Numbers.Read(x[tensor(Places), tensor(Places)]));
        Assert.Equal([3f, 4, 5], Numbers.Read(x[x > 2]));
        Assert.Equal([3f, 1], Numbers.Read(x[TensorIndex.Tensor(tensor(Places)), TensorIndex.Single(1)]));
        Assert.Equal([2f, 3, 0, 1], Numbers.Read(x.index_select(0, tensor(Places))));
    }

    [Fact]
    public void Writing_through_an_index_changes_the_tensor()
    {
        using var scope = NewDisposeScope();
        var x = zeros(2, 3);

        x[0, 1] = tensor(5f);
        x[1, 1..] = Numbers.Row(7, 8);
        x[tensor(Places), tensor(Places)] = tensor(9f);

        Assert.Equal([9f, 5, 0, 0, 9, 8], Numbers.Read(x));
    }

    [Fact]
    public void Values_can_be_added_at_repeated_places()
    {
        using var scope = NewDisposeScope();
        var x = zeros(2);

        x.index_put_(ones(3), [tensor(new long[] { 0, 0, 1 })], accumulate: true);
        x.index_add_(0, tensor(new long[] { 1, 1 }), ones(2), 10);

        Assert.Equal([2f, 21], Numbers.Read(x));
    }

    [Fact]
    public void Slices_gather_and_scatter()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Counted(2, 3);
        var last = tensor(new long[,] { { 2 }, { 0 } });

        Assert.Equal([2f, 3], Numbers.Read(x.gather(1, last)));
        Assert.Equal([0f, 0, 1, 1, 0, 0], Numbers.Read(zeros(2, 3).scatter_(1, last, ones(2, 1))));
        Assert.Equal([1f, 4], Numbers.Read(x.select(1, 1)));
        Assert.Equal([0f, 2], Numbers.Read(x[0].slice(0, 0, 3, 2)));
        Assert.Equal([1f, 2, 4, 5], Numbers.Read(x.narrow(1, 1, 2)));
        Assert.Equal([3f, 4, 5, 0, 1, 2], Numbers.Read(zeros(2, 3).index_copy_(0, tensor(Places), x)));
    }

    [Fact]
    public void Masks_choose_and_fill()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Row(1, -2, 3);

        Assert.Equal([1f, 0, 3], Numbers.Read(x.masked_fill(x < 0, 0)));
        Assert.Equal([1f, 9, 3], Numbers.Read(where(x > 0, x, tensor(9f))));
        Assert.Equal([1f, 9, 3], Numbers.Read(x.where(x > 0, tensor(9f))));
        Assert.Equal([1f, 3], Numbers.Read(x.masked_select(x > 0)));
        x.masked_fill_(x < 0, float.NegativeInfinity);
        Assert.Equal(float.NegativeInfinity, Numbers.Read(x)[1]);
    }

    [Fact]
    public void Places_outside_are_refused()
    {
        using var scope = NewDisposeScope();
        var x = zeros(2, 3);

        Assert.ThrowsAny<Exception>(() => x[2]);
        Assert.ThrowsAny<Exception>(() => x.select(0, 5));
        Assert.ThrowsAny<Exception>(() => x.narrow(1, 2, 2));
        Assert.ThrowsAny<Exception>(() => x[0, 0, 0]);
    }
}
