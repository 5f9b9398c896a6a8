using Llm.Gen.Runtime.Formats;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>The tensors of an adapter's folder as its parts ask for them; what is missing, misshapen or left over is named together.</summary>
internal sealed class AdapterTensors
{
    private readonly string _path;
    private readonly Dictionary<string, StoredTensor> _left = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];

    /// <summary>The tensors of a folder.</summary>
    public AdapterTensors(AdapterFolder folder)
    {
        _path = folder.Path;
        foreach (var tensor in folder.Tensors)
        {
            if (tensor.Name.StartsWith(AdapterFolder.Prefix, StringComparison.Ordinal))
                _left.Add(tensor.Name[AdapterFolder.Prefix.Length..], tensor);
            else
                _problems.Add($"{Printable.Of(tensor.Name)} does not begin with {AdapterFolder.Prefix}");
        }
    }

    /// <summary>Under which key, and in which type, each tensor was stored that had been asked for, by the name that it was asked for under first.</summary>
    public Dictionary<string, (string Key, ElementType Type)> Origins { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a tensor is there, not yet taken.</summary>
    public bool Has(string name) => _left.ContainsKey(name);

    /// <summary>The modules that have a tensor with such an ending.</summary>
    public IEnumerable<string> ModulesWith(string ending) =>
        [.. _left.Keys.Where(name => name.EndsWith(ending, StringComparison.Ordinal)).Select(name => name[..^ending.Length])];

    /// <summary>Takes a tensor: float32 as memory has it, beside the model; none where there is a problem.</summary>
    /// <param name="names">The names that it may have, the present one first.</param>
    /// <param name="shape">The shape in the file.</param>
    /// <param name="layout">How it lies in the file, where that is not how it lies in memory.</param>
    /// <param name="place">Where the numbers go.</param>
    public Tensor? Take(string[] names, long[] shape, StoredLayout? layout, Device place)
    {
        var found = names.FirstOrDefault(_left.ContainsKey);
        if (found is null)
        {
            _problems.Add($"{names[0]} [{string.Join(", ", shape)}] is missing");
            return null;
        }

        _left.Remove(found, out var stored);
        if (!stored!.Shape.SequenceEqual(shape))
        {
            _problems.Add($"{found} is [{string.Join(", ", stored.Shape)}], expected [{string.Join(", ", shape)}]");
            return null;
        }
        if (stored.Type is not (ElementType.Float32 or ElementType.BFloat16 or ElementType.Float16))
        {
            _problems.Add($"{found} is {stored.Format}, expected F32, BF16 or F16");
            return null;
        }
        Origins[names[0]] = (stored.Name, stored.Type);
        var inMemory = layout?.Read(stored) ?? stored;
        using var values = empty([.. inMemory.Shape], ScalarType.Float32);
        inMemory.CopyTo(Memory.Address(values), ElementType.Float32);
        return values.to(place, copy: true);
    }

    /// <summary>One more problem, a clause.</summary>
    public void Report(string problem) => _problems.Add(problem);

    /// <summary>Fails where anything was wrong, or a tensor was left.</summary>
    /// <exception cref="InvalidDataException">Every problem at once.</exception>
    public void RequireAllTaken(string model)
    {
        var all = _problems.Concat(_left.Keys.Order(StringComparer.Ordinal)
            .Select(name => $"{Printable.Of(name)} [{string.Join(", ", _left[name].Shape)}] has no place in {model}")).ToList();
        if (all.Count > 0)
        {
            throw new InvalidDataException(
                $"{_path} is no adapter of {model}: {string.Join("; ", all.Take(8))}" + (all.Count > 8 ? $"; and {all.Count - 8} more." : ".")
                + " Give the model that the adapter was trained on.");
        }
    }
}
