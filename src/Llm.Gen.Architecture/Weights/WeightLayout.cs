namespace Llm.Gen.Architectures;

/// <summary>Every stored tensor of an architecture, in the order of the computation: what comes before the layers, the layers, what comes after.</summary>
public sealed record WeightLayout
{
    private WeightLayout()
    {
    }

    /// <summary>The tensors before the layers, under their whole names.</summary>
    public required EquatableArray<WeightRow> Before { get; init; }

    /// <summary>The path of the layers, to which a layer's index and the names of its tensors are added: "model.layers".</summary>
    public required string LayerPath { get; init; }

    /// <summary>The layers' tensors; layers with the same kinds stand together, in the order of their first layer.</summary>
    public required EquatableArray<LayerWeights> Layers { get; init; }

    /// <summary>The tensors after the layers, under their whole names.</summary>
    public required EquatableArray<WeightRow> After { get; init; }

    /// <summary>The layout of an architecture without errors.</summary>
    public static WeightLayout Of(Architecture architecture)
    {
        var names = WeightNames.Of(architecture);
        var model = new ModelWeights(architecture, names);
        var layers = architecture.Layers
            .Select((layer, i) => (Index: i, Rows: new LayerRows(architecture, names, layer).All.ToEquatableArray()))
            .GroupBy(layer => layer.Rows)
            .Select(group => new LayerWeights(group.Select(layer => layer.Index).ToEquatableArray(), group.Key));
        return new()
        {
            Before = model.Before.ToEquatableArray(),
            LayerPath = model.LayerPath,
            Layers = layers.ToEquatableArray(),
            After = model.After.ToEquatableArray(),
        };
    }
}
