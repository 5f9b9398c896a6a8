namespace Llm.Gen.Runtime;

/// <summary>Rotary positions (arXiv:2104.09864), half split: column i turns with column i + E/2 by position / theta^(2i/E).</summary>
/// <param name="headSize">E, an even number of columns.</param>
/// <param name="theta">The base of the wave lengths.</param>
/// <param name="positions">How many positions the tables hold.</param>
public sealed class Rope(int headSize, double theta, int positions)
{
    /// <summary>The turns of a pass's positions.</summary>
    public Rotation At(Pass pass) => throw new NotImplementedException($"{headSize} {theta} {positions}");

    /// <summary>Drops the tables; they are made again where the next pass is.</summary>
    public void Forget()
    {
    }
}
