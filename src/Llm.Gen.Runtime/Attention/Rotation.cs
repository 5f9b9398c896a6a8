using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>The turns of the positions of one pass.</summary>
public sealed class Rotation
{
    /// <summary>Turns the first heads of packed rows: [B, T, N, E], of which <paramref name="heads"/> turn.</summary>
    public Tensor Apply(Tensor packed, int heads) => throw new NotImplementedException();
}
