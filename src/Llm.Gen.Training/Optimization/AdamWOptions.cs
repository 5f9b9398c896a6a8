namespace Llm.Gen.Training;

/// <summary>The constants of AdamW (arXiv:1711.05101) that do not change over a run.</summary>
public sealed record AdamWOptions
{
    /// <summary>Decay of the running mean of gradients. Default: 0.9.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the running mean of squared gradients. Default: 0.95, as language models are trained.</summary>
    public double Beta2 { get; init; } = 0.95;

    /// <summary>Added to the denominator. Default: 1e-8.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Pull of matrices towards zero, times the learning rate; gains and biases are left alone. Default: 0.1.</summary>
    public double WeightDecay { get; init; } = 0.1;

    internal IEnumerable<string> Errors()
    {
        if (!(Beta1 is >= 0 and < 1))
            yield return $"{nameof(Beta1)} is {Beta1}, expected at least 0 and less than 1";
        if (!(Beta2 is >= 0 and < 1))
            yield return $"{nameof(Beta2)} is {Beta2}, expected at least 0 and less than 1";
        if (!(Epsilon > 0 && double.IsFinite(Epsilon)))
            yield return $"{nameof(Epsilon)} is {Epsilon}, expected a number above 0";
        if (!(WeightDecay >= 0 && double.IsFinite(WeightDecay)))
            yield return $"{nameof(WeightDecay)} is {WeightDecay}, expected 0 or more";
    }
}
