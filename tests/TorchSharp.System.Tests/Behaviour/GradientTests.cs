namespace TorchSharp.SystemTests.Behaviour;

public sealed class GradientTests
{
    [Fact]
    public void Parameters_can_be_views_of_one_buffer()
    {
        using var scope = NewDisposeScope();
        var buffer = zeros(4, 2);
        var (q, k) = (new Parameter(buffer.narrow(0, 0, 2)), new Parameter(buffer.narrow(0, 2, 2)));

        using (no_grad()) q.fill_(1);

        Assert.True(q.is_leaf);
        Assert.True(q.requires_grad);
        Assert.False(buffer.requires_grad);
        Assert.Equal([1f, 1, 1, 1, 0, 0, 0, 0], Numbers.Read(buffer));
        Assert.Equal(4, k.storage_offset());
    }

    [Fact]
    public void Backward_adds_in_place_into_gradients_that_are_views_of_one_buffer()
    {
        using var scope = NewDisposeScope();
        var weights = zeros(4, 2);
        var gradients = zeros(4, 2);
        var (q, k) = (new Parameter(weights.narrow(0, 0, 2)), new Parameter(weights.narrow(0, 2, 2)));
        q.grad = gradients.narrow(0, 0, 2);
        k.grad = gradients.narrow(0, 2, 2);

        for (var pass = 0; pass < 2; pass++)
        {
            var y = nn.functional.linear(ones(1, 2), q).sum() + nn.functional.linear(ones(1, 2), k).sum() * 3;
            y.backward();
        }

        Assert.Equal([2f, 2, 2, 2, 6, 6, 6, 6], Numbers.Read(gradients));
        Assert.Equal(4, k.grad!.storage_offset());
    }

    [Fact]
    public void A_gradient_is_the_same_memory_at_every_reading()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Row(1, 2).requires_grad_();
        Assert.Null(x.grad);

        (x * 2).sum().backward();
        x.grad!.mul_(10);

        Assert.Equal([20f, 20f], Numbers.Read(x.grad));
        x.grad = null;
        Assert.Null(x.grad);
    }

    [Fact]
    public void Gradients_are_asked_of_chosen_inputs()
    {
        using var scope = NewDisposeScope();
        var (x, y, unused) = (Numbers.Row(2).requires_grad_(), Numbers.Row(3).requires_grad_(), Numbers.Row(1).requires_grad_());

        var found = autograd.grad([x * y], [x, y, unused], [Numbers.Row(10)], allow_unused: true);

        Assert.Equal([30f], Numbers.Read(found[0]));
        Assert.Equal([20f], Numbers.Read(found[1]));
        Assert.True(found[2].IsInvalid);
        Assert.Null(x.grad);
    }

    [Fact]
    public void Second_derivatives_need_a_graph_of_the_first()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Row(3).requires_grad_();

        var first = autograd.grad([x.pow(3)], [x], create_graph: true)[0];
        var second = autograd.grad([first], [x])[0];

        Assert.Equal([27f], Numbers.Read(first));
        Assert.Equal([18f], Numbers.Read(second));
    }

    [Fact]
    public void Modes_nest_and_return()
    {
        Assert.True(is_grad_enabled());
        using (no_grad())
        {
            Assert.False(is_grad_enabled());
            using (enable_grad()) Assert.True(is_grad_enabled());
            using (set_grad_enabled(true)) Assert.True(is_grad_enabled());
            Assert.False(is_grad_enabled());
        }
        Assert.True(is_grad_enabled());

        using (inference_mode())
        {
            Assert.True(is_inference_mode_enabled());
            using var made = ones(1);
            Assert.False(made.requires_grad);
        }
        Assert.False(is_inference_mode_enabled());
    }

    [Fact]
    public void The_mode_belongs_to_its_thread()
    {
        using var untracked = no_grad();
        var elsewhere = false;
        var thread = new Thread(() => elsewhere = is_grad_enabled());
        thread.Start();
        thread.Join();

        Assert.True(elsewhere);
    }

    [Fact]
    public void In_place_changes_of_leaves_that_need_gradients_are_refused()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Row(1).requires_grad_();

        Assert.ThrowsAny<Exception>(() => x.add_(1));
        using (no_grad()) x.add_(1);
        Assert.Equal([2f], Numbers.Read(x));
    }

    [Fact]
    public void A_saved_tensor_that_was_changed_fails_backward()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Row(1, 2).requires_grad_();
        var y = x.exp();
        var loss = y.sum();
        y.add_(1);

        Assert.ThrowsAny<Exception>(loss.backward);
    }

    [Fact]
    public void A_graph_is_used_once_unless_retained()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Row(2).requires_grad_();
        var y = (x * x).sum();

        y.backward(retain_graph: true);
        y.backward();
        Assert.Equal([8f], Numbers.Read(x.grad));
        Assert.ThrowsAny<Exception>(y.backward);
    }

    [Fact]
    public void Detaching_leaves_the_graph_and_shares_memory()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Row(1, 2).requires_grad_();

        var free = x.detach();
        Assert.False(free.requires_grad);
        free.fill_(5);

        Assert.Equal([5f, 5f], Numbers.Read(x));
        Assert.True((x * 2).clone().requires_grad);
    }

    [Fact]
    public void An_alias_is_the_same_tensor_by_another_handle()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Row(1).requires_grad_();

        var other = x.alias();
        other.mul(2).backward();

        Assert.Equal([2f], Numbers.Read(x.grad));
        x.Dispose();
        Assert.Equal([1f], Numbers.Read(other));
    }

    [Fact]
    public void Norms_are_clipped_and_returned()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (new Parameter(zeros(1)), new Parameter(zeros(1)));
        (a.grad, b.grad) = (Numbers.Row(3), Numbers.Row(4));

        Assert.Equal(5, nn.utils.clip_grad_norm_([a, b], 1), 5);

        Assert.Equal(0.6, Numbers.Read(a.grad)[0], 5);
        Assert.Equal(0.8, Numbers.Read(b.grad)[0], 5);
        Assert.Equal(1, nn.utils.clip_grad_norm_([a, b], 100), 5);
        Assert.Equal(0.6, Numbers.Read(a.grad)[0], 5);
    }
}
