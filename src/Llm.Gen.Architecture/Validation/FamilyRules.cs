using System.Globalization;

namespace Llm.Gen.Architectures;

/// <summary>Whether the configuration of its family can say all of an architecture: it is written, read again, and compared.</summary>
internal static class FamilyRules
{
    // What is named when it is lost: the member that it is about, its name, its value.
    private static readonly Row[] OfModel =
    [
        new(ArchitectureMember.Positions, "Positions", a => a.Positions),
        new(ArchitectureMember.TiedEmbeddings, "TiedEmbeddings", a => a.TiedEmbeddings),
        new(ArchitectureMember.Embedding, "The embedding's scale", a => a.Embedding.Scale),
        new(ArchitectureMember.Embedding, "The embedding's size", a => a.Embedding.Size ?? a.Hidden),
        new(ArchitectureMember.Embedding, "The embedding's norm", a => a.Embedding.Norm),
        new(ArchitectureMember.Embedding, "The embedding's position", a => a.Embedding.Positions),
        new(ArchitectureMember.Dropout, "The embedding's dropout", a => a.Embedding.Dropout),
        new(ArchitectureMember.Norm, "The final norm", a => a.FinalNorm),
        new(ArchitectureMember.Head, "The head's bias", a => a.Head.HasBias),
        new(ArchitectureMember.Head, "The head's multiplier", a => a.Head.Multiplier),
        new(ArchitectureMember.Head, "The head's softcap", a => a.Head.Softcap),
    ];

    private static readonly LayerRow[] OfLayer =
    [
        new(ArchitectureMember.AttentionBias, "Bias", layer => (layer.Attention as HeadAttentionSpec)?.Bias),
        new(ArchitectureMember.HeadSize, "HeadSize", layer => (layer.Attention as HeadAttentionSpec)?.HeadSize),
        new(ArchitectureMember.KeyValueHeads, "KeyValueHeads", layer => (layer.Attention as HeadAttentionSpec)?.KeyValueHeads),
        new(ArchitectureMember.Window, "Window", layer => (layer.Attention as HeadAttentionSpec)?.Window),
        new(ArchitectureMember.QueryKeyNorm, "The norm of queries and keys", layer => (layer.Attention as HeadAttentionSpec)?.QueryKeyNorm),
        new(ArchitectureMember.AttentionOption, "Scale", layer => layer.Attention.Scale),
        new(ArchitectureMember.AttentionOption, "The attention", layer => layer.Attention),
        new(ArchitectureMember.FeedForwardBias, "The feed-forward's bias", layer => (layer.FeedForward as DenseFeedForwardSpec)?.HasBias),
        new(ArchitectureMember.Activation, "The feed-forward", layer => layer.FeedForward),
        new(ArchitectureMember.Norm, "The norm", layer => layer.Norm),
        new(ArchitectureMember.Placement, "The norms' place", layer => layer.Placement),
        new(ArchitectureMember.Position, "The position", layer => layer.Position),
        new(ArchitectureMember.Residual, "The residual's multiplier", layer => layer.ResidualMultiplier),
        new(ArchitectureMember.Dropout, "The layers' dropout", layer => layer.Dropout),
    ];

    /// <summary>The first thing that is lost, as an error; null where nothing is.</summary>
    /// <param name="architecture">An architecture without other errors.</param>
    /// <param name="family">Its family.</param>
    public static ArchitectureError? Check(Architecture architecture, ModelFamily family)
    {
        var read = ReadBack(architecture, family);
        if (read == architecture)
            return null;

        foreach (var row in OfModel)
        {
            if (Compare(row.Member, row.Name, row.Value(architecture), read is null ? null : row.Value(read), family) is { } error)
                return error;
        }

        for (var i = 0; i < architecture.Layers.Count; i++)
        {
            foreach (var row in OfLayer)
            {
                if (Compare(row.Member, row.Name, row.Value(architecture.Layers[i]), read is null ? null : row.Value(read.Layers[i]), family) is { } error)
                    return error;
            }
        }

        return new("LLMG017", ArchitectureMember.Whole, $"The model is more than the family \"{family.Name}\" can say", "expected one that its configuration describes", "use another family");
    }

    /// <summary>What is read of what is written; null where that is no configuration.</summary>
    private static Architecture? ReadBack(Architecture architecture, ModelFamily family)
    {
        var errors = new List<ArchitectureError>();
        var fields = new ConfigFields(new JsonObject(ConfigExport.Members(architecture).ToEquatableArray()), "", errors);
        var read = family.Read(new ConfigReading(fields, family.Name, errors, [], new()), errors);
        return errors.Count == 0 ? read : null;
    }

    private static ArchitectureError? Compare(ArchitectureMember member, string name, object? wanted, object? said, ModelFamily family) =>
        Equals(wanted, said)
            ? null
            : new("LLMG017", member, $"{name} {Show(wanted)} has no place in the family \"{family.Name}\"", $"expected {Show(said)}, as its configuration can say", "use that, or another family");

    private static string Show(object? value) => value switch
    {
        null => "none",
        double number => number.ToString(CultureInfo.InvariantCulture),
        EmbeddedPositionSpec or NormSpec or PositionSpec or AttentionSpec or FeedForwardSpec => value.GetType().Name.Replace("Spec", ""),
        QueryKeyNormSpec norm => $"{Show(norm.Norm)} of {norm.Extent}",
        _ => value.ToString()!,
    };

    private sealed record Row(ArchitectureMember Member, string Name, Func<Architecture, object?> Value);

    private sealed record LayerRow(ArchitectureMember Member, string Name, Func<LayerSpec, object?> Value);
}
