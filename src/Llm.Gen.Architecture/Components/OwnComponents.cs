namespace Llm.Gen.Architectures;

/// <summary>The components of an architecture that the library's user wrote.</summary>
public static class OwnComponents
{
    /// <summary>Each with what it is for, once, in the order of the first layer that has it.</summary>
    public static EquatableArray<(ComponentKind Kind, OwnComponent Component)> Of(Architecture architecture) =>
        architecture.Layers.SelectMany(Of).Concat(Norms(architecture)).Distinct().ToEquatableArray();

    private static IEnumerable<(ComponentKind Kind, OwnComponent Component)> Of(LayerSpec layer)
    {
        if (layer.Attention is OwnAttentionSpec attention)
            yield return (ComponentKind.Attention, attention.Component);
        if (layer.FeedForward is OwnFeedForwardSpec feedForward)
            yield return (ComponentKind.FeedForward, feedForward.Component);
        if (layer.Norm is OwnNormSpec norm)
            yield return (ComponentKind.Norm, norm.Component);
        if (layer.Position is OwnPositionSpec position)
            yield return (ComponentKind.Position, position.Component);
    }

    private static IEnumerable<(ComponentKind Kind, OwnComponent Component)> Norms(Architecture architecture) =>
        new[] { architecture.Embedding.Norm, architecture.FinalNorm }.OfType<OwnNormSpec>().Select(norm => (ComponentKind.Norm, norm.Component));
}
