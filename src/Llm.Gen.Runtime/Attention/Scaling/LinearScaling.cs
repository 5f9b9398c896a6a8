namespace Llm.Gen.Runtime;

/// <summary>Position interpolation (arXiv:2306.15595): every frequency divided by the factor.</summary>
public sealed record LinearScaling : RotaryScaling
{
    internal override double[] Frequencies(int columns, double theta, int length) =>
        [.. Rope.Frequencies(columns, theta).Select(frequency => frequency / Factor)];
}
