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
    /// <param name="expected">The reference: a folder, or its expected.safetensors or expected.json under any name; the model's own folder unless said.</param>
    /// <param name="tolerance">The largest difference that is none.</param>
    /// <exception cref="FileNotFoundException">There is no reference.</exception>
    /// <exception cref="InvalidDataException">The reference is damaged, of another model, or holds what nothing is compared with.</exception>
    public static VerificationReport Run(ModelFactory factory, string path, string? expected = null, double tolerance = DefaultTolerance)
    {
        var reference = FindReference(expected ?? (Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!));
        var comparison = new Comparison(tolerance);
        if (reference.EndsWith(".json", StringComparison.Ordinal))
            new RealWeightsVerification(comparison, tolerance, reference).Run(factory, path);
        else
            new FixtureVerification(comparison, tolerance, reference).Run(factory, path);
        return comparison.Finish();
    }

    private static string FindReference(string path)
    {
        if (File.Exists(path))
            return path;

        string[] names = [RealWeightsVerification.FileName, ReferenceCase.TensorsName];
        return names.Select(name => Path.Combine(path, name)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"{path}: no reference: neither {names[0]} nor {names[1]} is there; name its folder or file with --expected.", path);
    }

    /// <summary>The largest difference from an expected number: absolute for logits, relative above 1 for the rest, wider for a run in bfloat16.</summary>
    internal static Func<float, double> Allowed(string name, double tolerance) =>
        name.EndsWith(".bfloat16", StringComparison.Ordinal) ? expected => BFloat16Tolerance * Math.Max(1, Math.Abs(expected))
        : name.Contains("logits", StringComparison.Ordinal) ? _ => tolerance
        : expected => tolerance * Math.Max(1, Math.Abs(expected));
}
