namespace TorchSharp.SystemTests.Behaviour;

/// <summary>Functions of torch that are methods of Tensor too: the same result under both names, and methods that are others in disguise.</summary>
public sealed class ViewFunctionTests
{
    [Fact]
    public void Views_have_one_result_as_function_and_as_method()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Counted(2, 3, 4);
        var flat = Numbers.Counted(3, 3);

        AssertSame([
            (reshape(x, 4, 6), x.reshape(4, 6)),
            (flatten(x, 1), x.flatten(1)),
            (unflatten(x, 2, 2, 2), x.unflatten(2, 2, 2)),
            (transpose(x, 0, 2), x.transpose(0, 2)),
            (swapaxes(x, 0, 2), x.swapdims(0, 2)),
            (permute(x, 2, 0, 1), x.permute(2, 0, 1)),
            (movedim(x, [0], [2]), x.movedim([0], [2])),
            (squeeze(x.unsqueeze(0), 0), x),
            (unsqueeze(x, 1), x.unsqueeze(1)),
            (narrow(x, 2, 1, 2), x.narrow(2, 1, 2)),
            (select(x, 1, 2), x.select(1, 2)),
            (flip(x, 0, 2), x.flip(0, 2)),
            (roll(x, 1, 2), x.roll(1, 2)),
            (roll(x, [1, 2], [0, 2]), x.roll([1, 2], [0, 2])),
            (repeat_interleave(x, 2, 1), x.repeat_interleave(2, 1)),
            (repeat_interleave(x, tensor(new long[] { 1, 0, 2 }), 1), x.repeat_interleave(tensor(new long[] { 1, 0, 2 }), 1)),
            (diagonal(flat, 1), flat.diagonal(1)),
            (diag(flat), flat.diag()),
            (tril(flat, -1), flat.tril(-1)),
            (triu(flat, 1), flat.triu(1)),
            (broadcast_to(x, 2, 2, 3, 4), x.broadcast_to(2, 2, 3, 4)),
            (t(flat), flat.t()),
        ]);
        Assert.Equal(Numbers.Read(x.narrow(2, 2, 2)), Numbers.Read(chunk(x, 2, 2)[1]));
        Assert.Equal(Numbers.Read(x.narrow(2, 1, 3)), Numbers.Read(split(x, [1, 3], 2)[1]));
        Assert.Equal(Numbers.Read(x.select(1, 2)), Numbers.Read(unbind(x, 1)[2]));
        Assert.Equal([2, 1, 1], x.tensor_split(3, 2).Select(part => part.shape[2]));
    }

    [Fact]
    public void Selections_have_one_result_as_function_and_as_method()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Counted(2, 3);
        var rows = tensor(new long[] { 1, 0 });
        var places = tensor(new long[,] { { 2, 0 }, { 1, 1 } });
        var numbers = Numbers.Counted(2, 2) + 10;

        AssertSame([
            (index_select(x, 0, rows), x.index_select(0, rows)),
            (gather(x, 1, places), x.gather(1, places)),
            (take(x, rows), x.take(rows)),
            (take_along_dim(x, places, 1), x.take_along_dim(places, 1)),
            (scatter(x, 1, places, numbers), x.scatter(1, places, numbers)),
            (scatter_add(x, 1, places, numbers), x.scatter_add(1, places, numbers)),
            (index_add(x, 0, rows, x, 2), x.index_add(0, rows, x, 2)),
            (index_copy(x, 0, rows, x), x.index_copy(0, rows, x)),
            (masked_select(x, x > 2), x.masked_select(x > 2)),
        ]);
        Assert.Equal([6f, 9, 12, 3, 6, 9], Numbers.Read(index_add(x, 0, rows, x, 2)));
        Assert.Equal([3f, 4, 5, 0, 1, 2], Numbers.Read(index_copy(x, 0, rows, x)));
    }

    [Fact]
    public void Shapes_change_in_many_spellings()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Counted(2, 3);

        Assert.Equal([3, 2], x.clone().transpose_(0, 1).shape);
        Assert.Equal([1, 2, 3], x.clone().unsqueeze_(0).shape);
        Assert.Equal([3, 2], x.view_as(zeros(3, 2)).shape);
        Assert.Equal([4, 2, 3], x.expand_as(zeros(4, 2, 3)).shape);
        Assert.Equal([4, 2, 3], x.expand([4, 2, 3], isImplicit: false).shape);
        Assert.Equal([4, 6], x.repeat(2, 2).shape);
        AssertSame([(x.tile([2, 2]), x.repeat(2, 2)), (x.T, x.mT), (x.ravel(), x.flatten()), (x.permute((IEnumerable<long>)[1, 0]), x.T), (x.unfold(1, 2, 1)[0], tensor(new float[,] { { 0, 1 }, { 1, 2 } }))]);
        var tracked = x.clone().requires_grad_() * 2;
        Assert.False(tracked.detach_().requires_grad);
    }

    [Fact]
    public void Products_have_one_result_as_function_and_as_method()
    {
        using var scope = NewDisposeScope();
        var (a, b, v) = (Numbers.Counted(2, 3), Numbers.Counted(3, 2), Numbers.Row(1, 2, 3));

        AssertSame([
            (matmul(a, b), a.matmul(b)),
            (mm(a, b), a.mm(b)),
            (mv(a, v), a.mv(v)),
            (dot(v, v), (v * v).sum()),
            (outer(v, v), v.unsqueeze(1) * v),
            (inner(v, v), v.dot(v)),
            (addmm(ones(2, 2), a, b, 2, 3), 2 + 3 * a.mm(b)),
            (addmv(ones(2), a, v, 2, 3), 2 + 3 * a.mv(v)),
            (addr(ones(3, 3), v, v, 2, 3), 2 + 3 * v.outer(v)),
            (ones(2).addmv_(a, v, 2, 3), 2 + 3 * a.mv(v)),
            (ones(3, 3).addr_(v, v, 2, 3), 2 + 3 * v.outer(v)),
            (ones(2, 2).addbmm(a.unsqueeze(0), b.unsqueeze(0), 2, 3), 2 + 3 * a.mm(b)),
            (ones(2, 2).addbmm_(a.unsqueeze(0), b.unsqueeze(0), 2, 3), 2 + 3 * a.mm(b)),
        ]);
        Assert.Equal(4, Numbers.Counted(2, 2).add(1).trace().item<float>() - 1);
    }

    private static void AssertSame(IEnumerable<(Tensor Got, Tensor Expected)> pairs) => Assert.All(pairs, pair =>
    {
        Assert.Equal(pair.Expected.shape, pair.Got.shape);
        Assert.Equal(Numbers.Read(pair.Expected), Numbers.Read(pair.Got));
    });
}
