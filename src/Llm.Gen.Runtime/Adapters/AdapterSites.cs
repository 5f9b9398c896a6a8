using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>What of a model adapters may sit on, by the names under which its checkpoint stores it.</summary>
internal sealed class AdapterSites
{
    private readonly Dictionary<string, StoredWeight> _rows;

    /// <summary>The sites of a model.</summary>
    public AdapterSites(ICausalModel model)
    {
        Model = model;
        _rows = model.Weights().ToDictionary(row => row.Name, StringComparer.Ordinal);
        Projections = model.AdapterPoints().ToDictionary(point => point.Name, point => point.Target, StringComparer.Ordinal);
        var vectors = _rows.Values.First(row => row.Role == WeightRole.Matrix);             // the table begins with the embedding
        Embedding = ((model as nn.Module)?.named_modules() ?? [])
            .Where(named => named.module is Embedding found && ReferenceEquals(found.Weight, vectors.Parameter))
            .Select(named => KeyValuePair.Create(named.name, (Embedding)named.module)).FirstOrDefault();
        if (model.Head is not Projection head)
            return;
        HeadName = _rows.Values.First(row => ReferenceEquals(row.Parameter, head.Weight)).Name[..^".weight".Length];
        Projections.TryAdd(HeadName, head);
    }

    /// <summary>The model.</summary>
    public ICausalModel Model { get; }

    /// <summary>The adapter points, and the head where it is a matrix of its own.</summary>
    public Dictionary<string, Projection> Projections { get; }

    /// <summary>The token embedding; no name where the model does not show its parts.</summary>
    public KeyValuePair<string, Embedding> Embedding { get; }

    /// <summary>The head's name; none where it is the embedding.</summary>
    public string? HeadName { get; }

    /// <summary>Every stored tensor.</summary>
    public IEnumerable<StoredWeight> Rows => _rows.Values;

    /// <summary>A stored tensor, or none.</summary>
    public StoredWeight? Row(string name) => _rows.GetValueOrDefault(name);

    /// <summary>Whether the model's checkpoint has its matrices [In, Out].</summary>
    public bool IsTransposed => Projections.Keys.Any(name => Row($"{name}.weight")?.Layout is TransposedLayout);

    /// <summary>How rows of a projection's output lie in files, where that is not how they lie in memory.</summary>
    public StoredLayout? RowsOf(string projection) => Row($"{projection}.weight")?.Layout as BlockLayout;

    /// <summary>A parameter by the name of its tensor, as it is now: moving a model makes other parameters.</summary>
    public Parameter Find(string name) => Model.Weights().First(row => row.Name == name).Parameter;

    /// <summary>What the adapters of a model learn, under the names of their modules.</summary>
    public static IEnumerable<StoredWeight> Weights(ICausalModel model) => Attached(model).SelectMany(attached => attached.Weights);

    /// <summary>What sits on each module that has an adapter, in words.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Descriptions(ICausalModel model) =>
        Attached(model).Select(attached => KeyValuePair.Create(attached.Name, attached.Description));

    private static IEnumerable<(string Name, string Description, IReadOnlyList<StoredWeight> Weights)> Attached(ICausalModel model)
    {
        var sites = new AdapterSites(model);
        if (sites.Embedding is { Key: { } name, Value.Adapter: { } embedded })
            yield return (name, embedded.Description, embedded.Weights(name));
        foreach (var (point, projection) in sites.Projections)
        {
            if (projection.Adapter is { } adapter)
                yield return (point, adapter.Description, adapter.Weights(point));
        }
    }
}
