using Llm.Gen.Architectures;

namespace Llm.Gen.Generators.Parsing;

/// <summary>Reads feed-forwards and mixtures of experts.</summary>
internal static class FeedForwardReader
{
    // The units of experts, in the order of the enumeration: gated ones first.
    private static readonly GateActivation[] Gates =
        [GateActivation.Silu, GateActivation.Gelu, GateActivation.GeluTanh, GateActivation.Relu, GateActivation.Sigmoid, GateActivation.Identity];

    public static Action<LayerDraft> Gated(PartReading part, GateActivation activation)
    {
        part.Locations[ArchitectureMember.Activation] = part.Attribute.Location;
        DenseFeedForwardSpec gated = Gate(part, activation);
        return layer => layer.FeedForward = gated;
    }

    public static Action<LayerDraft> GeGlu(PartReading part) =>
        Gated(part, part.Attribute.Value(nameof(GeGluAttribute.Tanh), false) ? GateActivation.GeluTanh : GateActivation.Gelu);

    public static Action<LayerDraft> Plain(PartReading part)
    {
        var activation = (MlpActivation)part.Take(ArchitectureMember.Activation, "activation", 0);
        var plain = new MlpSpec { Inner = Inner(part), Activation = activation, HasBias = HasBias(part) };
        return layer => layer.FeedForward = plain;
    }

    public static Action<LayerDraft> Experts(PartReading part)
    {
        var attribute = part.Attribute;
        var unit = part.Take(ArchitectureMember.Activation, nameof(MoeAttribute.Unit), 0);
        var moe = new MoeSpec
        {
            Experts = part.Take(ArchitectureMember.Experts, "experts", 0),
            Chosen = part.Take(ArchitectureMember.ChosenExperts, "chosen", 0),
            Expert = unit >= 0 && unit < Gates.Length ? Gate(part, Gates[unit]) : new MlpSpec { Inner = Inner(part), Activation = (MlpActivation)(unit - Gates.Length), HasBias = HasBias(part) },
            Routing = Routing(attribute),
            Shared = attribute.Value(nameof(MoeAttribute.SharedInner), default(int?)) is { } inner ? new() { Inner = inner, IsGated = attribute.Value(nameof(MoeAttribute.SharedGate), false) } : null,
            Capacity = attribute.Value(nameof(MoeAttribute.Capacity), default(double?)),
            BalanceCoefficient = attribute.Value(nameof(MoeAttribute.Balance), 0.0),
            RouterZCoefficient = attribute.Value(nameof(MoeAttribute.RouterZ), 0.0),
        };
        part.Locations[ArchitectureMember.Routing] = attribute.Location;
        return layer => layer.FeedForward = moe;
    }

    private static RoutingSpec Routing(AttributeReader attribute) => new()
    {
        Score = attribute.Value(nameof(MoeAttribute.Sigmoid), false) ? RoutingScore.Sigmoid : RoutingScore.Softmax,
        IsNormalised = attribute.Value(nameof(MoeAttribute.Normalise), false),
        Scale = attribute.Value(nameof(MoeAttribute.Scale), 1.0),
        HasCorrectionBias = attribute.Value(nameof(MoeAttribute.CorrectionBias), false),
        HasBias = attribute.Value(nameof(MoeAttribute.RouterBias), false),
        Groups = attribute.Value(nameof(MoeAttribute.Groups), 1),
        GroupsChosen = attribute.Value(nameof(MoeAttribute.GroupsChosen), 1),
        GroupScore = attribute.Value(nameof(MoeAttribute.GroupsByTwoBest), false) ? GroupScore.TwoBest : GroupScore.Maximum,
    };

    private static GatedFeedForwardSpec Gate(PartReading part, GateActivation activation) => new()
    {
        Inner = Inner(part),
        Activation = activation,
        HasBias = HasBias(part),
        Clamp = part.Attribute.Value(nameof(SwiGluAttribute.ClampLimit), default(double?)) is { } limit
            ? new() { Limit = limit, Alpha = part.Attribute.Value(nameof(SwiGluAttribute.ClampAlpha), 1.702) }
            : null,
    };

    private static int Inner(PartReading part) => part.Take(ArchitectureMember.Inner, "inner", 0);

    private static bool HasBias(PartReading part) => part.Take(ArchitectureMember.FeedForwardBias, nameof(FeedForwardPartAttribute.Bias), false);
}
