namespace TorchSharp.SystemTests.Behaviour;

public sealed class ViewTests
{
    [Fact]
    public void Shapes_strides_and_offsets_are_what_libtorch_says()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Counted(2, 3, 4).transpose(0, 2).narrow(0, 1, 2);

        Assert.Equal([2, 3, 2], x.shape);
        Assert.Equal([1, 4, 12], x.stride());
        Assert.Equal(1, x.storage_offset());
        Assert.Equal((3L, 12L, 4L), (x.dim(), x.numel(), x.element_size()));
        Assert.Equal((2L, 2L), (x.size(-1), x.size(0)));
        Assert.Equal(4, x.stride(1));
        Assert.False(x.is_contiguous());
        Assert.True(x.contiguous().is_contiguous());
        Assert.Equal(0, tensor(1f).ndim);
        Assert.Empty(tensor(1f).shape);
    }

    [Fact]
    public void Views_share_memory_and_reshaping_copies_where_it_must()
    {
        using var scope = NewDisposeScope();
        var x = zeros(2, 3);

        x.view(3, 2)[0, 1].fill_(1);
        x.T.reshape(6).fill_(9);

        Assert.Equal([0f, 1, 0, 0, 0, 0], Numbers.Read(x));
        Assert.ThrowsAny<Exception>(() => x.T.view(6));
        Assert.ThrowsAny<Exception>(() => x.view(4));
        Assert.Equal([3, 2], x.view(-1, 2).shape);
    }

    [Fact]
    public void Dimensions_come_go_and_move()
    {
        using var scope = NewDisposeScope();
        var x = zeros(2, 1, 3);

        Assert.Equal([2, 3], x.squeeze().shape);
        Assert.Equal([2, 3], x.squeeze(1).shape);
        Assert.Equal([2, 1, 3], x.squeeze(0).shape);
        Assert.Equal([1, 2, 1, 3], x.unsqueeze(0).shape);
        Assert.Equal([3, 2, 1], x.permute(2, 0, 1).shape);
        Assert.Equal([6], x.flatten().shape);
        Assert.Equal([2, 3], x.flatten(1).shape);
        Assert.Equal([2, 1, 3, 1], x.unflatten(2, 3, 1).shape);
        Assert.Equal([2, 4, 3], x.expand(-1, 4, -1).shape);
        Assert.Equal([4, 1, 3], x.repeat(2, 1, 1).shape);
        Assert.Equal([2, 2, 3], x.repeat_interleave(2, 1).shape);
    }

    [Fact]
    public void Parts_are_views_and_join_again()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Counted(5, 2);

        Assert.Equal([2L, 2, 1], x.chunk(3).Select(part => part.size(0)));
        Assert.Equal([4L, 1], x.split(4).Select(part => part.size(0)));
        Assert.Equal([1L, 1], x.split([1, 1], dim: 1).Select(part => part.size(1)));
        Assert.Equal(5, x.unbind().Length);
        Assert.Equal(Numbers.Read(x), Numbers.Read(cat(x.split(2))));
        Assert.Equal(Numbers.Read(x), Numbers.Read(stack(x.unbind())));
        Assert.Equal([5, 4], cat([x, x], 1).shape);

        x.chunk(3)[0].fill_(0);
        Assert.Equal(0, x[1, 1].item<float>());
    }

    [Fact]
    public void A_window_over_the_storage_has_any_strides()
    {
        using var scope = NewDisposeScope();

        Assert.Equal([1f, 2, 2, 3], Numbers.Read(Numbers.Counted(6).as_strided([2, 2], [1, 1], 1)));
    }

    [Fact]
    public void Triangles_are_cut()
    {
        using var scope = NewDisposeScope();

        Assert.Equal([1f, 0, 1, 1], Numbers.Read(ones(2, 2).tril()));
        Assert.Equal([0f, 1, 0, 0], Numbers.Read(ones(2, 2).triu(1)));
        Assert.Equal([0f, 1, 0, 0], Numbers.Read(triu(ones(2, 2), 1)));
    }

    [Fact]
    public void Tensors_on_meta_have_shapes_alone()
    {
        using var scope = NewDisposeScope();
        var x = empty(2, 3, device: META);

        Assert.True(x.is_meta);
        Assert.Equal([3, 2], x.T.shape);
        Assert.Equal([2, 4], x.matmul(empty(3, 4, device: META)).shape);
    }
}
