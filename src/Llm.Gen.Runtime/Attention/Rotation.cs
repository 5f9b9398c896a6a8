using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>The turns of the positions of one pass.</summary>
public sealed class Rotation
{
    private readonly Pass _pass;

    internal Rotation(RotationTable table, Pass pass) => (Table, _pass) = (table, pass);

    /// <summary>Whose positions they are.</summary>
    internal Pass Pass => _pass;

    /// <summary>Cosines and sines of every position.</summary>
    internal RotationTable Table { get; }

    /// <summary>The position of each token, [B T], or none where each row counts up from <see cref="First"/>.</summary>
    internal int[]? Positions => _pass.TokenPositions;

    /// <summary>The position of the first token of every row, where there is no list.</summary>
    internal int First => _pass.Offset;

    /// <summary>Turns heads by their tokens' positions, with gradients: [B, T, heads, E] to the same. <see cref="Attend.Causal"/> turns queries and keys itself.</summary>
    public Tensor Turn(Tensor heads)
    {
        ArgumentNullException.ThrowIfNull(heads);
        return ComposedKernels.Turn(heads, this, backwards: false);
    }
}
