using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Sinusoidal positions (arXiv:1706.03762, section 3.5): sines and cosines of each position at many wave lengths, added to the embedding. Nothing is learnt.</summary>
/// <param name="size">D, values in a vector; an even number.</param>
/// <param name="layout">How sines and cosines lie in a vector.</param>
/// <param name="offset">What is added to each position.</param>
public sealed class SinusoidalPositions(int size, SinusoidLayout layout, int offset = 0) : ICompanion
{
    private const int FirstRows = 256;

    private Tensor? _table;                     // [rows, D], float32

    /// <summary>x plus the vectors of its tokens' positions: [B, T, D] to [B, T, D].</summary>
    public Tensor Add(Tensor x, Pass pass)
    {
        using var scope = NewDisposeScope();
        var rows = pass.PositionIds(x.shape[1], offset);                                    // [B or 1, T]
        return (x + Embedding.Gather(Table(pass.LastPosition + offset + 1, x.device), rows).to(x.dtype)).MoveToOuterDisposeScope();
    }

    void ICompanion.Follow() => Dispose();

    /// <summary>Frees the table; it is made again where the next pass is.</summary>
    public void Dispose()
    {
        _table?.Dispose();
        _table = null;
    }

    /// <summary>The vectors of positions 0 to rows - 1, or of more.</summary>
    private Tensor Table(int needed, Device device)
    {
        if (_table is { } table && table.shape[0] >= needed && table.device_type == device.type)
            return table;

        Dispose();
        var rows = Math.Max(FirstRows, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)needed));
        var (values, half) = (new float[rows * size], size / 2);
        for (var i = 0; i < half; i++)
        {
            // Frequencies and angles are float32, as the references have them.
            var frequency = layout == SinusoidLayout.Halves
                ? MathF.Exp(i * (float)-(Math.Log(10_000) / (half - 1)))
                : MathF.Exp(2 * i * (float)-(Math.Log(10_000) / size));
            var (sine, cosine) = layout == SinusoidLayout.Halves ? (i, half + i) : (2 * i, 2 * i + 1);
            for (var row = 0; row < rows; row++)
                (values[row * size + sine], values[row * size + cosine]) = MathF.SinCos(row * frequency);
        }
        return _table = tensor(values, device: device).view(rows, size).DetachFromDisposeScope();
    }
}
