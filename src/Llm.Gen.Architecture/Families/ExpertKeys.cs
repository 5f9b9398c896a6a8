namespace Llm.Gen.Architectures;

/// <summary>The keys that most mixtures of experts share.</summary>
internal static class ExpertKeys
{
    /// <summary>How many experts there are, and how many a token passes through.</summary>
    public static void Count(ConfigMap map, ExpertDraft experts, string key, int experted, int chosen, string chosenKey = "num_experts_per_tok")
    {
        map.Size(key, ref experts.Experts, experted, least: 0);
        map.Size(chosenKey, ref experts.Chosen, chosen, least: 0);
    }

    /// <summary>The balance loss: the reference adds it where the router's scores are asked for.</summary>
    public static void Balance(ConfigMap map, ExpertDraft experts, double fallback)
    {
        var isAdded = experts.BalanceCoefficient != 0;
        var coefficient = isAdded ? experts.BalanceCoefficient : fallback;
        map.ExtraFlag("output_router_logits", ref isAdded);
        map.Extra("router_aux_loss_coef", ref coefficient, fallback);
        if (map.IsReading)
            experts.BalanceCoefficient = isAdded ? coefficient : 0;
    }

    /// <summary>Which layers have experts: every so many, but for those that are named.</summary>
    public static void Sparse(ConfigMap map, DecoderDraft draft)
    {
        var step = 1;
        IReadOnlyList<int>? dense = map.IsReading ? null : [.. draft.LayerIndices.Where(i => draft.Mixed is { } mixed && !mixed[i])];
        if (map.IsReading || dense!.Count > 0)
            map.Sizes("mlp_only_layers", ref dense, most: draft.MostLayers - 1);
        if (!map.IsReading)
            return;

        map.Size("decoder_sparse_step", ref step, 1, least: 1);
        draft.Mixed = [.. draft.LayerIndices.Select(i => draft.Experts!.Experts > 0 && step > 0 && (i + 1) % step == 0 && dense?.Contains(i) != true)];
    }
}
