namespace Llm.Gen.Architectures;

/// <summary>A feed-forward in the configuration of the library's own family.</summary>
internal static class OwnFeedForward
{
    private enum Kind
    {
        Gated,
        Plain,
        Experts,
        Component,
    }

    public static FeedForwardSpec Map(ConfigMap map, FeedForwardSpec? feedForward)
    {
        var kind = feedForward switch { MlpSpec => Kind.Plain, MoeSpec => Kind.Experts, OwnFeedForwardSpec => Kind.Component, _ => Kind.Gated };
        map.Choice("type", ref kind, Kind.Gated, ("gated", Kind.Gated), ("plain", Kind.Plain), ("experts", Kind.Experts), ("component", Kind.Component));
        return kind switch
        {
            Kind.Experts => Mixture(map, feedForward as MoeSpec),
            Kind.Component => Own(map, feedForward as OwnFeedForwardSpec),
            _ => Dense(map, kind == Kind.Plain, feedForward as DenseFeedForwardSpec),
        };
    }

    private static OwnFeedForwardSpec Own(ConfigMap map, OwnFeedForwardSpec? own)
    {
        var inner = own?.Inner ?? 0;
        var component = OwnComponentKeys.Map(map, own?.Component);
        map.Size("inner", ref inner);
        return new() { Component = component, Inner = inner };
    }

    private static DenseFeedForwardSpec Dense(ConfigMap map, bool isPlain, DenseFeedForwardSpec? dense)
    {
        var (inner, hasBias) = (dense?.Inner ?? 0, dense?.HasBias ?? false);
        var (gate, plain, clamp) = ((dense as GatedFeedForwardSpec)?.Activation ?? default, (dense as MlpSpec)?.Activation ?? default, (dense as GatedFeedForwardSpec)?.Clamp);
        map.Size("inner", ref inner);
        map.ExtraFlag("bias", ref hasBias);
        if (isPlain)
        {
            map.Choice("activation", ref plain, MlpActivation.Relu, ActivationNames.PlainOrLearnt);
            return new MlpSpec { Inner = inner, Activation = plain, HasBias = hasBias };
        }

        map.Activation("activation", ref gate);
        if (map.Holds("clamp", clamp is not null))
            map.Inside("clamp", keys => clamp = Clamp(keys, clamp));
        return new GatedFeedForwardSpec { Inner = inner, Activation = gate, HasBias = hasBias, Clamp = clamp };
    }

    private static GateClampSpec Clamp(ConfigMap map, GateClampSpec? clamp)
    {
        var (limit, alpha) = (clamp?.Limit ?? 0, clamp?.Alpha ?? 1.702);
        map.Number("limit", ref limit);
        map.Number("alpha", ref alpha, 1.702);
        return new() { Limit = limit, Alpha = alpha };
    }

    private static MoeSpec Mixture(ConfigMap map, MoeSpec? moe)
    {
        var (experts, chosen, expert, routing, shared) = (moe?.Experts ?? 0, moe?.Chosen ?? 0, moe?.Expert, moe?.Routing ?? new(), moe?.Shared);
        var (capacity, balance, routerZ) = (moe?.Capacity, moe?.BalanceCoefficient ?? 0, moe?.RouterZCoefficient ?? 0);
        map.Size("experts", ref experts);
        map.Size("chosen", ref chosen);
        map.Inside("expert", keys =>
        {
            var isPlain = expert is MlpSpec;
            keys.Choice("type", ref isPlain, false, ("gated", false), ("plain", true));
            expert = Dense(keys, isPlain, expert);
        });
        if (map.Holds("routing", routing != new RoutingSpec()))
            map.Inside("routing", keys => routing = Routing(keys, routing));
        if (map.Holds("shared", shared is not null))
            map.Inside("shared", keys => shared = Shared(keys, shared));
        map.OptionalNumber("capacity", ref capacity);
        map.Extra("balance_coefficient", ref balance, 0);
        map.Extra("router_z_coefficient", ref routerZ, 0);
        return new()
        {
            Experts = experts,
            Chosen = chosen,
            Expert = expert!,
            Routing = routing,
            Shared = shared,
            Capacity = capacity,
            BalanceCoefficient = balance,
            RouterZCoefficient = routerZ,
        };
    }

    private static SharedExpertSpec Shared(ConfigMap map, SharedExpertSpec? shared)
    {
        var (inner, isGated) = (shared?.Inner ?? 0, shared?.IsGated ?? false);
        map.Size("inner", ref inner);
        map.ExtraFlag("gated", ref isGated);
        return new() { Inner = inner, IsGated = isGated };
    }

    private static RoutingSpec Routing(ConfigMap map, RoutingSpec routing)
    {
        var (score, groupScore) = (routing.Score, routing.GroupScore);
        var (isNormalised, hasCorrection, hasBias, scale) = (routing.IsNormalised, routing.HasCorrectionBias, routing.HasBias, routing.Scale);
        var (groups, groupsChosen) = (routing.Groups, routing.GroupsChosen);
        map.Choice("score", ref score, RoutingScore.Softmax, ("softmax", RoutingScore.Softmax), ("sigmoid", RoutingScore.Sigmoid));
        map.ExtraFlag("normalised", ref isNormalised);
        map.ExtraFlag("correction_bias", ref hasCorrection);
        map.ExtraFlag("bias", ref hasBias);
        map.Extra("scale", ref scale, 1);
        map.Size("groups", ref groups, 1);
        map.Size("groups_chosen", ref groupsChosen, 1);
        map.Choice("group_score", ref groupScore, GroupScore.Maximum, ("maximum", GroupScore.Maximum), ("two_best", GroupScore.TwoBest));
        return new()
        {
            Score = score,
            IsNormalised = isNormalised,
            HasCorrectionBias = hasCorrection,
            HasBias = hasBias,
            Scale = scale,
            Groups = groups,
            GroupsChosen = groupsChosen,
            GroupScore = groupScore,
        };
    }
}
