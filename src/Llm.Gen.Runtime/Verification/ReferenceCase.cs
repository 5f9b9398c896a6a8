using System.Text.Json;
using Llm.Gen.Runtime.Formats;

namespace Llm.Gen.Runtime;

/// <summary>What a reference implementation computed with a model: tensors, and the loss and gradient norms of <c>case.json</c>.</summary>
public sealed class ReferenceCase : IDisposable
{
    /// <summary>Name of the file of tensors in a folder that has the model beside it.</summary>
    public const string TensorsName = "expected.safetensors";

    private const string FactsName = "case.json";

    private readonly SafetensorsFile _file;

    private ReferenceCase(SafetensorsFile file, double? loss, IReadOnlyDictionary<string, double> gradientNorms)
    {
        _file = file;
        Loss = loss;
        GradientNorms = gradientNorms;
    }

    /// <summary>The file of tensors.</summary>
    public string Path => _file.Path;

    /// <summary>Inputs and expected outputs by name.</summary>
    public IReadOnlyList<StoredTensor> Tensors => _file.Tensors;

    /// <summary>Mean next-token cross-entropy of <c>input_ids</c> in nats; null where the case has no <c>case.json</c>.</summary>
    public double? Loss { get; }

    /// <summary>L2 norm of that loss's gradient for each parameter, by stored name; empty where the case has no <c>case.json</c>.</summary>
    public IReadOnlyDictionary<string, double> GradientNorms { get; }

    /// <summary>Opens a file of expected tensors, and the <c>case.json</c> beside it if there is one.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static ReferenceCase Open(string path)
    {
        var file = SafetensorsFile.Open(path);
        try
        {
            var facts = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path) ?? "", FactsName);
            if (!File.Exists(facts))
                return new ReferenceCase(file, null, new Dictionary<string, double>());

            var (loss, norms) = ReadFacts(facts);
            return new ReferenceCase(file, loss, norms);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>A tensor that must be there.</summary>
    /// <exception cref="InvalidDataException">It is not.</exception>
    public StoredTensor Find(string name) =>
        _file.TryFind(name, out var tensor) ? tensor : throw new InvalidDataException($"{Path}: no tensor {name}; a reference case has it.");

    /// <summary>Whether there is a tensor of that name.</summary>
    public bool Has(string name) => _file.TryFind(name, out _);

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static (double Loss, IReadOnlyDictionary<string, double> GradientNorms) ReadFacts(string path)
    {
        try
        {
            using var facts = JsonDocument.Parse(File.ReadAllBytes(path));
            var norms = facts.RootElement.GetProperty("grad_norms").EnumerateObject()
                .ToDictionary(entry => entry.Name, entry => entry.Value.GetDouble());
            return (facts.RootElement.GetProperty("loss").GetDouble(), norms);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new InvalidDataException($"{path}: an object with the number 'loss' and the object of numbers 'grad_norms' was expected.", problem);
        }
    }
}
