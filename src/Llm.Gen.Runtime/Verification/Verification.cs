namespace Llm.Gen.Runtime;

/// <summary>Compares a model with what a reference computed from the same weights.</summary>
public static class Verification
{
    /// <summary>The tolerance unless said: 1e-4.</summary>
    public const double DefaultTolerance = 1e-4;

    private const double BFloat16Tolerance = 0.15;

    /// <summary>
    /// Compares everything that the reference has. Two layouts are known: <c>expected.safetensors</c> with <c>case.json</c> (logits, hidden states,
    /// a padded batch, greedy tokens, loss, gradient norms), and <c>expected.json</c> with a list of cases (greedy tokens, best logits).
    /// </summary>
    /// <param name="factory">Makes the model.</param>
    /// <param name="path">The model: a Hugging Face folder or a .gguf file.</param>
    /// <param name="expected">The reference's folder or one of its files; the model's own folder unless said.</param>
    /// <param name="tolerance">The largest difference that is none.</param>
    /// <exception cref="FileNotFoundException">There is no reference.</exception>
    public static VerificationReport Run(ModelFactory factory, string path, string? expected = null, double tolerance = DefaultTolerance)
    {
        var folder = expected ?? path;
        if (!Directory.Exists(folder))
            folder = Path.GetDirectoryName(Path.GetFullPath(folder))!;

        var comparison = new Comparison(tolerance);
        var (cases, tensors) = (Path.Combine(folder, RealWeightsVerification.FileName), Path.Combine(folder, ReferenceCase.TensorsName));
        if (File.Exists(cases))
            new RealWeightsVerification(comparison, tolerance, cases).Run(factory, path);
        else if (File.Exists(tensors))
            new FixtureVerification(comparison, tolerance, tensors).Run(factory, path);
        else
            throw new FileNotFoundException($"{folder} has neither {ReferenceCase.TensorsName} nor {RealWeightsVerification.FileName}; name the folder of the reference with --expected.", tensors);
        return comparison.Finish();
    }

    /// <summary>The largest difference from an expected number: absolute for logits, relative above 1 for the rest, wider for a run in bfloat16.</summary>
    internal static Func<float, double> Allowed(string name, double tolerance) =>
        name.EndsWith(".bfloat16", StringComparison.Ordinal) ? expected => BFloat16Tolerance * Math.Max(1, Math.Abs(expected))
        : name.Contains("logits", StringComparison.Ordinal) ? _ => tolerance
        : expected => tolerance * Math.Max(1, Math.Abs(expected));
}
