using System.Diagnostics.CodeAnalysis;
using Llm.Gen.Architectures;
using Llm.Gen.Runtime.Formats;

namespace Llm.Gen.Runtime;

/// <summary>A checkpoint's tensors under the names of the model that they are for, whichever way its writer spelled them.</summary>
internal sealed class ModelTensors
{
    private readonly Checkpoint _checkpoint;
    private readonly CheckpointNames _names;
    private readonly NameTable _spelling;

    /// <summary>Finds the spelling with which most weights are there: the family's own, where that is no worse than another.</summary>
    /// <param name="facts">The model.</param>
    /// <param name="checkpoint">Its weights.</param>
    /// <param name="names">The names that they have, where the caller says; null otherwise.</param>
    /// <exception cref="ArgumentException">The names are not for this model.</exception>
    public ModelTensors(ModelFacts facts, Checkpoint checkpoint, IReadOnlyDictionary<string, string>? names = null)
    {
        Architecture = ModelConfig.Parse(facts.Config).Architecture;
        _checkpoint = checkpoint;
        _names = new CheckpointNames(Architecture);
        var weights = Architecture.Weights().Select(weight => weight.Name).ToList();
        _spelling = names is not null ? Given(facts, names, weights) : _names.Spellings.MaxBy(spelling => weights.Count(name => checkpoint.TryFind(spelling.Spell(name), out _)))!;
    }

    private static NameTable Given(ModelFacts facts, IReadOnlyDictionary<string, string> names, List<string> weights)
    {
        var table = new NameTable(names);
        var errors = table.Errors(weights).ToList();
        return errors.Count == 0 ? table : throw new ArgumentException($"Names are not those of {facts.Name}: {string.Join("; ", errors.Take(8))}.", nameof(names));
    }

    public Architecture Architecture { get; }

    public string Path => _checkpoint.Path;

    /// <summary>What becomes of the parts that the checkpoint has beside the decoder.</summary>
    public IEnumerable<string> Beside => _names.DescribeBeside(_checkpoint.Tensors.Select(tensor => tensor.Name));

    /// <summary>Tensors that are no weights, follow from none, and are no part that the family has beside its decoder.</summary>
    /// <param name="names">The model's names of its weights.</param>
    public IEnumerable<StoredTensor> Unknown(IEnumerable<string> names)
    {
        var weights = names.Select(_spelling.Spell).ToHashSet(StringComparer.Ordinal);
        return _checkpoint.Tensors.Where(tensor => !weights.Contains(tensor.Name) && !_names.IsDerived(tensor.Name, _spelling) && !_names.IsBeside(tensor.Name));
    }

    /// <summary>Finds a tensor by the model's name of it.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out StoredTensor? tensor) => _checkpoint.TryFind(_spelling.Spell(name), out tensor);
}
