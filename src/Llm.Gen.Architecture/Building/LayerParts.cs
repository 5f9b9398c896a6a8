namespace Llm.Gen.Architectures;

/// <summary>The parts of one place in the layers, in the order in which they came: of two for the same layer the later holds.</summary>
/// <param name="noun">What messages call the place.</param>
/// <param name="calls">What fills it, as messages offer it.</param>
internal sealed class LayerParts<T>(string noun, string calls)
{
    private readonly List<(T Part, LayerRange Layers)> _parts = [];

    public void Add(T part, LayerRange? layers) => _parts.Add((part, layers ?? LayerRange.All));

    /// <summary>The part of a layer, or what stands where there is none.</summary>
    public T Of(int layer, T fallback) => IndexOf(layer) is var i and >= 0 ? _parts[i].Part : fallback;

    /// <summary>Whether a layer has one.</summary>
    public bool Holds(int layer) => IndexOf(layer) >= 0;

    /// <summary>Adds what is wrong with the layers that were named: they are none, or later parts have taken all of them.</summary>
    public void Check(int layers, ICollection<ArchitectureError> errors)
    {
        foreach (var error in _parts.Select(part => part.Layers.Check(layers)).OfType<ArchitectureError>())
            errors.Add(error);
        if (errors.Count > 0)
            return;

        var used = new HashSet<int>(Enumerable.Range(0, layers).Select(IndexOf));
        for (var i = 0; i < _parts.Count; i++)
        {
            if (!used.Contains(i))
                errors.Add(new("LLMG007", ArchitectureMember.LayerRange, $"{Ordinal(i)} is in no layer", "expected layers that no later one takes", "remove it, or name its layers"));
        }
    }

    /// <summary>Adds the first layer that has none, as an error.</summary>
    public void Require(int layers, ICollection<ArchitectureError> errors)
    {
        var missing = Enumerable.Range(0, layers).FirstOrDefault(layer => !Holds(layer));
        if (!Holds(missing))
            errors.Add(new("LLMG006", ArchitectureMember.Whole, $"Layer {missing} has no {noun}", "expected one for each layer", $"call {calls}"));
    }

    private int IndexOf(int layer) => _parts.FindLastIndex(part => part.Layers.Holds(layer));

    private string Ordinal(int i) => _parts.Count == 1 ? $"The {noun}" : $"The {noun} that came as number {i + 1} of {_parts.Count}";
}
