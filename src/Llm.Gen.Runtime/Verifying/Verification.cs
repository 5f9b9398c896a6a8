using System.Text.Json;
using Llm.Gen.Runtime.Formats;

namespace Llm.Gen.Runtime;

/// <summary>Compares a model with what a reference computed from the same weights.</summary>
public static class Verification
{
    /// <summary>The tolerance unless said: 1e-4.</summary>
    public const double DefaultTolerance = 1e-4;

    /// <summary>
    /// Compares everything that the reference has. Two layouts are known: <c>expected.safetensors</c> with <c>case.json</c> (logits, hidden states,
    /// a padded batch, greedy tokens, loss, gradient norms), and <c>expected.json</c> with a list of cases (greedy tokens, best logits).
    /// </summary>
    /// <param name="factory">Makes the model.</param>
    /// <param name="path">The model: a Hugging Face folder or a .gguf file.</param>
    /// <param name="expected">The reference's folder or one of its files; the model's own folder unless said.</param>
    /// <param name="tolerance">a equals b when |a - b| is at most this times max(1, |b|).</param>
    /// <exception cref="FileNotFoundException">There is no reference.</exception>
    public static VerificationReport Run(ModelFactory factory, string path, string? expected = null, double tolerance = DefaultTolerance)
    {
        var folder = expected ?? path;
        if (!Directory.Exists(folder))
            folder = Path.GetDirectoryName(Path.GetFullPath(folder))!;
        var (tensors, golden, cases) = (Path.Combine(folder, "expected.safetensors"), Path.Combine(folder, "case.json"), Path.Combine(folder, "expected.json"));

        var comparison = new Comparison(tolerance);
        if (File.Exists(cases))
        {
            using var document = Parse(cases);
            using var file = File.Exists(tensors) ? SafetensorsFile.Open(tensors) : null;
            new RealWeightsVerification(comparison, document.RootElement, file).Run(factory, path);
        }
        else if (File.Exists(tensors))
        {
            using var file = SafetensorsFile.Open(tensors);
            using var document = File.Exists(golden) ? Parse(golden) : null;
            new FixtureVerification(comparison, file, document?.RootElement).Run(factory, path);
        }
        else
        {
            throw new FileNotFoundException($"{folder} has neither expected.safetensors nor expected.json; name the folder of the reference with --expected.", tensors);
        }
        return comparison.Report();
    }

    private static JsonDocument Parse(string path)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllText(path));
        }
        catch (JsonException failure)
        {
            throw new InvalidDataException($"{path} is not JSON ({failure.Message}); restore it.", failure);
        }
    }
}
