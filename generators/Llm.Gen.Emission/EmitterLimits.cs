using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>What the emitter cannot print yet: layers of different kinds.</summary>
public static class EmitterLimits
{
    /// <summary>What of an architecture cannot be printed yet, as one error; none where everything can.</summary>
    /// <param name="architecture">An architecture without errors.</param>
    public static EquatableArray<ArchitectureError> Check(Architecture architecture) => Differ(architecture)
        ? new([new("LLMG019", ArchitectureMember.Whole, "The model has layers that differ", "which the emitter does not print yet", "use a model without, or a later version")])
        : default;

    /// <summary>Whether layers differ in more than numbers and in more than that some have experts and others do not.</summary>
    private static bool Differ(Architecture architecture)
    {
        var kinds = architecture.Layers.Select(Parts).Distinct().ToList();
        return kinds.Select(kind => kind with { FeedForward = kinds[0].FeedForward }).Distinct().Count() > 1
            || (kinds.Count > 1 && kinds.Exists(kind => kind.FeedForward is OwnFeedForwardSpec))
            || kinds.Count(kind => kind.FeedForward is DenseFeedForwardSpec) > 1
            || kinds.Count(kind => kind.FeedForward is MoeSpec) > 1;
    }

    /// <summary>A layer without the numbers that one class may read from a table of its layers.</summary>
    private static LayerSpec Parts(LayerSpec layer) => layer with
    {
        Attention = layer.Attention is HeadAttentionSpec heads ? heads with { Window = null, SinkTokens = 0, Scale = null } : layer.Attention,
        Position = layer.Position is RopeSpec or NoPositionSpec ? new NoPositionSpec() : layer.Position,
    };
}
