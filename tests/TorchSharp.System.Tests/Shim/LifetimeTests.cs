namespace TorchSharp.SystemTests.Shim;

[Collection(nameof(Live))]
public sealed class LifetimeTests
{
    [Fact]
    public void A_thousand_iterations_leave_as_many_tensors_as_one()
    {
        using var outer = NewDisposeScope();
        var parameter = new Parameter(ones(4, 4));
        Iterate(parameter);
        var before = Live.Tensors();

        for (var i = 0; i < 1000; i++) Iterate(parameter);

        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void What_nobody_disposed_is_released_by_the_collector()
    {
        var before = Live.Tensors();

        Leave();

        Assert.Equal(before, Live.Tensors());
    }

    [Fact]
    public void A_parameter_counts_as_the_tensor_it_replaced()
    {
        var before = Live.Tensors();
        using (var parameter = new Parameter(ones(2))) Assert.Equal(before + 1, Tensor.TotalCount);

        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void A_handle_that_is_given_away_no_longer_counts()
    {
        var before = Live.Tensors();

        var handle = ones(2).DecoupleFromNativeHandle();
        Assert.Equal(before, Tensor.TotalCount);
        using (var again = Tensor.UnsafeCreateTensor(handle)) Assert.Equal([1f, 1], Numbers.Read(again));

        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Long_lists_cross()
    {
        using var scope = NewDisposeScope();
        Tensor[] parts = [.. Enumerable.Range(0, 300).Select(_ => ones(1))];

        Assert.Equal(300, cat(parts).sum().ToSingle());
        Assert.Equal([.. Enumerable.Repeat(1L, 60)], ones(1).view([.. Enumerable.Repeat(1L, 60)]).shape);
    }

    [Fact]
    public void Threads_are_those_of_the_machine_unless_said_otherwise()
    {
        if (Environment.GetEnvironmentVariable("OMP_NUM_THREADS") is null) Assert.Equal(Environment.ProcessorCount, get_num_threads());
    }

    private static void Iterate(Parameter parameter)
    {
        using var scope = NewDisposeScope();
        var x = ones(3, 4);
        var y = nn.functional.scaled_dot_product_attention(x, x, nn.functional.linear(x, parameter), is_casual: true);
        var (values, _) = y.topk(2);
        foreach (var part in values.split(1)) _ = part[0] + 1;
        nn.functional.cross_entropy(y, zeros(3, int64)).backward();
        parameter.grad = null;
        using var state = get_rng_state();
    }

    private static void Leave() => Assert.False(ones(5).IsInvalid);
}
