namespace Llm.Gen.Architectures;

/// <summary>What an attention has to fulfil.</summary>
internal static class AttentionRules
{
    public static void Check(AttentionSpec attention, RuleFindings findings)
    {
        findings.Positive(ArchitectureMember.AttentionOption, "Scale", attention.Scale);
        findings.Dropout("The attention's dropout", attention.Dropout);
        if (attention is HeadAttentionSpec heads)
            CheckHeads(heads, findings);
        else if (attention is LatentAttentionSpec latent)
            CheckLatent(latent, findings);
        else if (attention is OwnAttentionSpec own)
            CheckOwn(own, findings);
    }

    private static void CheckOwn(OwnAttentionSpec own, RuleFindings findings)
    {
        CheckCounts(own.Heads, own.KeyValueHeads, own.HeadSize, findings);
        ComponentRules.Check(own.Component, findings);
        if (own.Scale is not null)
            findings.Add("LLMG030", ArchitectureMember.AttentionOption, $"A scale is set for {own.Component.Name}", "expected none, since a component scales as its code says", "remove it, or give it as an option");
    }

    private static void CheckCounts(int heads, int keyValueHeads, int headSize, RuleFindings findings)
    {
        var areCounts = findings.Size(ArchitectureMember.Heads, heads)
            & (keyValueHeads == heads || findings.Size(ArchitectureMember.KeyValueHeads, keyValueHeads))
            & findings.Size(ArchitectureMember.HeadSize, headSize);
        if (areCounts && heads % keyValueHeads != 0)
        {
            findings.Add("LLMG012", ArchitectureMember.KeyValueHeads,
                $"{heads} query heads cannot share {keyValueHeads} key and value heads",
                "each must serve the same number of query heads",
                $"set {findings.Spell(ArchitectureMember.KeyValueHeads)} to a divisor of {heads}");
        }

        if (areCounts)
            CheckColumns(heads, headSize, findings);
    }

    private static void CheckHeads(HeadAttentionSpec attention, RuleFindings findings)
    {
        CheckCounts(attention.Heads, attention.KeyValueHeads, attention.HeadSize, findings);
        if (attention.Window is { } window)
            findings.Size(ArchitectureMember.Window, window);
        if (attention.SinkTokens != 0 && (attention.Window is null || attention.SinkTokens < 0))
        {
            findings.Add("LLMG030", ArchitectureMember.Window, $"{attention.SinkTokens} sinks stand {(attention.Window is null ? "without a window" : "beside a window")}",
                "expected a count of positions that stay visible behind a window", "set a window, or remove them");
        }

        findings.Positive(ArchitectureMember.AttentionOption, "Softcap", attention.Softcap);
        findings.Positive(ArchitectureMember.AttentionOption, "Clip", attention.Clip);
        if (attention.QueryKeyNorm is { } norm)
            CheckInner(norm.Norm, findings);
    }

    private static void CheckLatent(LatentAttentionSpec latent, RuleFindings findings)
    {
        var areSizes = findings.Size(ArchitectureMember.Heads, latent.Heads);
        foreach (var size in new[] { latent.QueryRank ?? 1, latent.KeyValueRank, latent.PlainSize, latent.RotarySize, latent.ValueSize })
            areSizes &= findings.Size(ArchitectureMember.Latent, size);
        CheckInner(latent.Norm, findings);
        if (!areSizes)
            return;

        CheckColumns(latent.Heads, (long)latent.PlainSize + latent.RotarySize + latent.ValueSize, findings);
        if (latent.RotarySize % 2 != 0)
        {
            findings.Add("LLMG013", ArchitectureMember.Latent, $"{latent.RotarySize} rotated numbers of a query are odd", "expected an even number, since they turn in pairs", "correct it");
        }
    }

    /// <summary>A norm inside an attention.</summary>
    private static void CheckInner(NormSpec norm, RuleFindings findings)
    {
        NormRules.Check(norm, findings);
        if (norm is OwnNormSpec own)
        {
            findings.Add("LLMG030", ArchitectureMember.Norm, $"{own.Component.Name} norms queries, keys or latents", "expected a norm of this library inside an attention, which computes it with its heads",
                "use RmsNorm or LayerNorm, or an attention without inner norms");
        }
    }

    private static void CheckColumns(int heads, long size, RuleFindings findings)
    {
        if (heads * size <= ArchitectureRules.MaximumSize)
            return;

        findings.Add("LLMG016", ArchitectureMember.HeadSize,
            $"{heads} heads of {size} make {heads * size} columns",
            $"expected at most {ArchitectureRules.MaximumSize}",
            $"lower {findings.Spell(ArchitectureMember.Heads)} or {findings.Spell(ArchitectureMember.HeadSize)}");
    }
}
