using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests.Positions;

public sealed class PositionTests
{
    [Fact]
    public void Learnt_positions_count_from_the_first_token_that_is_no_padding()
    {
        using var scope = NewDisposeScope();
        var positions = Drawn(count: 8, offset: 2);
        using var pass = new Pass { Padding = [0, 2] };
        pass.Begin(zeros([2, 4], ScalarType.Int64), 8);

        var rows = positions.call(zeros(2, 4, 6), pass);

        Assert.Equal(new long[] { 2, 3, 4, 5 }, Places(positions.Weight, rows[0]));
        Assert.Equal(new long[] { 2, 2, 2, 3 }, Places(positions.Weight, rows[1]));
    }

    [Fact]
    public void Learnt_positions_restart_in_packed_documents_and_gather_their_gradients()
    {
        using var scope = NewDisposeScope();
        var positions = Drawn(count: 5, offset: 0);
        using var pass = new Pass { Documents = [0, 0, 1, 1, 1] };
        pass.Begin(zeros([1, 5], ScalarType.Int64), 5);

        var rows = positions.call(zeros(1, 5, 6), pass);
        Backpropagation.Run(rows.sum());

        Assert.Equal(new long[] { 0, 1, 0, 1, 2 }, Places(positions.Weight, rows[0]));
        Assert.Equal(new[] { 2f, 2f, 1f, 0f, 0f }, positions.Weight.grad!.select(1, 0).data<float>().ToArray());
    }

    [Theory]
    [InlineData(SinusoidLayout.Interleaved)]
    [InlineData(SinusoidLayout.Halves)]
    public void Sinusoids_turn_at_their_wave_lengths(SinusoidLayout layout)
    {
        using var scope = NewDisposeScope();
        using var sinusoids = new SinusoidalPositions(8, layout, offset: 1);
        using var pass = new Pass();
        pass.Begin(zeros([1, 300], ScalarType.Int64), 300);

        var row = sinusoids.Add(zeros(1, 300, 8), pass)[0, 298].data<float>().ToArray();

        for (var i = 0; i < 4; i++)
        {
            var angle = 299 * Math.Pow(10_000, layout == SinusoidLayout.Halves ? -i / 3.0 : -2 * i / 8.0);
            var (sine, cosine) = layout == SinusoidLayout.Halves ? (i, 4 + i) : (2 * i, 2 * i + 1);
            Assert.Equal(Math.Sin(angle), row[sine], 1e-4);
            Assert.Equal(Math.Cos(angle), row[cosine], 1e-4);
        }
    }

    private static LearnedPositions Drawn(int count, int offset)
    {
        var positions = new LearnedPositions(count, 6, Placement.Default, offset);
        using (no_grad())
            positions.Weight.copy_(randn(count + offset, 6));
        return positions;
    }

    /// <summary>For each row, which row of the table it is.</summary>
    private static long[] Places(Tensor table, Tensor rows) =>
        [.. Enumerable.Range(0, (int)rows.shape[0]).Select(i => (table - rows[i]).abs().sum(1).argmin().item<long>())];
}
