namespace Llm.Gen.Architectures;

/// <summary>
/// The keys of any family's configuration that put one component into all layers, in place of what the other keys say: <c>attn_impl</c>, <c>mlp_impl</c>,
/// <c>norm_impl</c> and <c>position_impl</c>, each with an object of options. Sizes stay those of the other keys.
/// </summary>
internal sealed class ImplementationKeys
{
    private OwnComponent? _attention;
    private OwnComponent? _feedForward;
    private OwnComponent? _norm;
    private OwnComponent? _position;

    /// <summary>Reads the keys, or writes them.</summary>
    public void Map(ConfigMap map)
    {
        map.Component("attn_impl", "attn_options", ref _attention);
        map.Component("mlp_impl", "mlp_options", ref _feedForward);
        map.Component("norm_impl", "norm_options", ref _norm);
        map.Component("position_impl", "position_options", ref _position);
    }

    /// <summary>Whether a key names a component of this library, which writing never does.</summary>
    private bool HasBuiltIn => new[] { _attention, _feedForward, _norm, _position }.Any(component => component is not null && BuiltInComponents.Names.Contains(component.Name));

    /// <summary>The keys of an architecture; layers with different components have none, so that reading them back shows the loss.</summary>
    public static ImplementationKeys Of(Architecture architecture) => new()
    {
        _attention = OfAll(architecture, layer => (layer.Attention as OwnAttentionSpec)?.Component),
        _feedForward = OfAll(architecture, layer => (layer.FeedForward as OwnFeedForwardSpec)?.Component),
        _norm = OfAll(architecture, layer => (layer.Norm as OwnNormSpec)?.Component),
        _position = OfAll(architecture, layer => (layer.Position as OwnPositionSpec)?.Component),
    };

    /// <summary>An architecture with parts that a family's keys know in place of components, which keep their sizes.</summary>
    public static Architecture Plain(Architecture architecture) => OwnComponents.Of(architecture).Count == 0 ? architecture : architecture with
    {
        Layers = architecture.Layers.Select(layer => layer with
        {
            Attention = layer.Attention is OwnAttentionSpec own
                ? new HeadAttentionSpec { Heads = own.Heads, KeyValueHeads = own.KeyValueHeads, HeadSize = own.HeadSize, Scale = own.Scale, Dropout = own.Dropout }
                : layer.Attention,
            FeedForward = layer.FeedForward is OwnFeedForwardSpec { Inner: var inner } ? new GatedFeedForwardSpec { Inner = inner, Activation = GateActivation.Silu } : layer.FeedForward,
            Norm = Plain(layer.Norm)!,
            Position = layer.Position is OwnPositionSpec ? new RopeSpec { Theta = 10_000 } : layer.Position,
        }).ToEquatableArray(),
        Embedding = architecture.Embedding with { Norm = Plain(architecture.Embedding.Norm) },
        FinalNorm = Plain(architecture.FinalNorm),
    };

    /// <summary>An architecture with the components of the keys.</summary>
    /// <param name="architecture">What the other keys say.</param>
    /// <param name="family">Their family.</param>
    /// <param name="map">Takes what is wrong.</param>
    public Architecture Put(Architecture architecture, ModelFamily family, ConfigMap map)
    {
        var put = Put(architecture, "attn_impl", ComponentKind.Attention, _attention, map);
        put = Put(put, "mlp_impl", ComponentKind.FeedForward, _feedForward, map);
        put = Put(put, "norm_impl", ComponentKind.Norm, _norm, map);
        put = Put(put, "position_impl", ComponentKind.Position, _position, map);
        return HasBuiltIn && family == ModelFamily.Default ? Named(put) : put;
    }

    private static Architecture Put(Architecture architecture, string key, ComponentKind kind, OwnComponent? component, ConfigMap map)
    {
        if (component is null)
            return architecture;
        if (architecture.Layers.Any(layer => kind == ComponentKind.FeedForward && layer.FeedForward is MoeSpec || kind == ComponentKind.Attention && layer.Attention is LatentAttentionSpec))
        {
            map.Contradiction($"{key} is \"{ConfigText.Short(component.Name)}\", and the other keys have a mixture of experts or latents there", "expected one of the two");
            return architecture;
        }

        var isBuiltIn = BuiltInComponents.NamesOf(kind).Contains(component.Name);
        if (isBuiltIn && component.Options.Count > 0)
            map.Contradiction($"{key} \"{component.Name}\" has options", "expected none, since a component of this library takes them from the other keys");

        LayerSpec Layer(LayerSpec layer) => isBuiltIn ? BuiltInComponents.Put(component.Name, kind, layer)! : Own(layer, kind, component);
        NormSpec? Norm(NormSpec? norm) => norm is null || kind != ComponentKind.Norm ? norm : Layer(architecture.Layers[0] with { Norm = norm }).Norm;
        return architecture with
        {
            Layers = architecture.Layers.Select(Layer).ToEquatableArray(),
            Embedding = architecture.Embedding with { Norm = Norm(architecture.Embedding.Norm) },
            FinalNorm = Norm(architecture.FinalNorm),
        };
    }

    private static LayerSpec Own(LayerSpec layer, ComponentKind kind, OwnComponent component) => kind switch
    {
        ComponentKind.Attention when layer.Attention is HeadAttentionSpec heads => layer with
        {
            Attention = new OwnAttentionSpec
            {
                Component = component,
                Heads = heads.Heads,
                KeyValueHeads = heads.KeyValueHeads,
                HeadSize = heads.HeadSize,
                Scale = heads.Scale,
                Dropout = heads.Dropout,
            },
        },
        ComponentKind.FeedForward when layer.FeedForward is DenseFeedForwardSpec dense => layer with { FeedForward = new OwnFeedForwardSpec { Component = component, Inner = dense.Inner } },
        ComponentKind.Norm => layer with { Norm = new OwnNormSpec { Component = component, Epsilon = layer.Norm.Epsilon } },
        ComponentKind.Position => layer with { Position = new OwnPositionSpec { Component = component } },
        _ => layer,
    };

    /// <summary>The architecture in the library's own family where Llama's keys do not say all of it: a part of this library that Llama lacks.</summary>
    private static Architecture Named(Architecture architecture) =>
        ArchitectureRules.Check(architecture with { Family = ModelFamily.Own.Name }, MemberSpelling.Config).Count == 0
            ? architecture with { Family = ModelFamily.For(architecture).Name }
            : architecture;

    private static NormSpec? Plain(NormSpec? norm) => norm is OwnNormSpec own ? new RmsNormSpec { Epsilon = own.Epsilon } : norm;

    private static OwnComponent? OfAll(Architecture architecture, Func<LayerSpec, OwnComponent?> component) =>
        architecture.Layers.Select(component).Distinct().ToList() is [{ } one] ? one : null;
}
