namespace TorchSharp.SystemTests.Behaviour;

[Collection(nameof(Live))]
public sealed class DisposeScopeTests
{
    [Fact]
    public void A_scope_disposes_what_was_made_in_it()
    {
        Tensor inside;
        using (var scope = NewDisposeScope())
        {
            inside = ones(3);
            Assert.True(scope.Contains(inside));
            Assert.Equal(1, scope.DisposablesCount);
        }

        Assert.True(inside.IsInvalid);
        Assert.Throws<InvalidOperationException>(() => inside.Handle);
    }

    [Fact]
    public void What_moves_out_belongs_to_the_scope_around()
    {
        using var outer = NewDisposeScope();
        Tensor kept;
        using (NewDisposeScope()) kept = ones(3).MoveToOuterDisposeScope();

        Assert.False(kept.IsInvalid);
        Assert.True(outer.Contains(kept));
        outer.Dispose();
        Assert.True(kept.IsInvalid);
    }

    [Fact]
    public void What_moves_out_of_the_last_scope_belongs_to_nobody()
    {
        Tensor kept;
        using (NewDisposeScope()) kept = ones(3).MoveToOuterDisposeScope();

        Assert.False(kept.IsInvalid);
        kept.Dispose();
    }

    [Fact]
    public void What_is_detached_outlives_all_scopes()
    {
        Tensor kept;
        using (NewDisposeScope())
        using (NewDisposeScope()) kept = ones(3).DetachFromDisposeScope();

        Assert.False(kept.IsInvalid);
        kept.Dispose();
    }

    [Fact]
    public void A_scope_can_dispose_all_but_what_is_named()
    {
        using var scope = NewDisposeScope();
        var (kept, dropped) = (ones(2), ones(2));

        Assert.Same(kept, scope.DisposeEverythingBut(kept));

        Assert.True(dropped.IsInvalid);
        Assert.False(kept.IsInvalid);
        Assert.Equal([kept], scope.DisposablesView);
    }

    [Fact]
    public void A_tensor_can_be_attached_and_moved_to_another_ones_scope()
    {
        var loose = ones(2);
        using var outer = NewDisposeScope();
        var anchor = ones(1);
        using (NewDisposeScope())
        {
            var inner = ones(3).MoveToOtherDisposeScope(anchor);
            loose.MoveToOtherDisposeScope(anchor);
            Assert.True(outer.Contains(inner));
        }

        Assert.True(outer.Contains(loose));
        Assert.Equal(3, outer.DisposablesCount);
    }

    [Fact]
    public void A_closed_scope_refuses_work()
    {
        var scope = NewDisposeScope();
        scope.Dispose();

        Assert.Throws<ObjectDisposedException>(() => scope.DisposablesCount);
        Assert.Throws<ObjectDisposedException>(scope.DisposeEverything);
        scope.Dispose();
    }

    [Fact]
    public void A_scope_closed_out_of_order_leaves_the_inner_one_open()
    {
        var outer = NewDisposeScope();
        var inner = NewDisposeScope();
        var inside = ones(1);
        outer.Dispose();

        Assert.Same(inner, CurrentDisposeScope);
        Assert.False(inside.IsInvalid);
        inner.Dispose();
        Assert.Null(CurrentDisposeScope);
        Assert.True(inside.IsInvalid);
    }

    [Fact]
    public void Scopes_belong_to_their_thread()
    {
        using var scope = NewDisposeScope();
        Tensor? other = null;
        var thread = new Thread(() => other = ones(1));
        thread.Start();
        thread.Join();

        Assert.False(scope.Contains(other!));
        other!.Dispose();
    }

    [Fact]
    public void Statistics_count_lives_inside_and_outside()
    {
        var statistics = DisposeScopeManager.Statistics;
        statistics.Reset();

        var outside = ones(1);
        Tensor detached;
        using (NewDisposeScope())
        {
            _ = ones(1);
            detached = ones(1).DetachFromDisposeScope();
        }
        outside.Dispose();

        Assert.Equal(1, statistics.CreatedOutsideScopeCount);
        Assert.Equal(1, statistics.DisposedOutsideScopeCount);
        Assert.Equal(2, statistics.CreatedInScopeCount);
        Assert.Equal(1, statistics.DisposedInScopeCount);
        Assert.Equal(1, statistics.DetachedFromScopeCount);
        Assert.Equal(1, statistics.ThreadTotalLiveCount);
        detached.Dispose();
        Assert.Equal(0, statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void A_wrapped_function_keeps_its_result_alone()
    {
        using var scope = NewDisposeScope();
        var result = WrappedTensorDisposeScope(() => ones(2) + ones(2));

        Assert.Equal(1, scope.DisposablesCount);
        Assert.Equal([2f, 2f], Numbers.Read(result));
    }

    [Fact]
    public void The_count_of_tensors_returns_to_where_it_was()
    {
        var before = Live.Tensors();
        for (var i = 0; i < 1000; i++)
        {
            using var scope = NewDisposeScope();
            var x = ones(2, 3);
            x = (x + 1).reshape(3, 2)[0];
            x.add_(1);
        }

        Assert.Equal(before, Tensor.TotalCount);
        Assert.True(Tensor.PeakCount >= Tensor.TotalCount);
    }
}
