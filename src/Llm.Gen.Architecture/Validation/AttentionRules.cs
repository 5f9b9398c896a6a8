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
    }

    private static void CheckHeads(HeadAttentionSpec attention, RuleFindings findings)
    {
        var areCounts = findings.Size(ArchitectureMember.Heads, attention.Heads)
            & (attention.KeyValueHeads == attention.Heads || findings.Size(ArchitectureMember.KeyValueHeads, attention.KeyValueHeads))
            & findings.Size(ArchitectureMember.HeadSize, attention.HeadSize);
        if (areCounts && attention.Heads % attention.KeyValueHeads != 0)
        {
            findings.Add("LLMG012", ArchitectureMember.KeyValueHeads,
                $"{attention.Heads} query heads cannot share {attention.KeyValueHeads} key and value heads",
                "each must serve the same number of query heads",
                $"set {findings.Spell(ArchitectureMember.KeyValueHeads)} to a divisor of {attention.Heads}");
        }

        if (areCounts)
            CheckColumns(attention.Heads, attention.HeadSize, findings);
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
            NormRules.Check(norm.Norm, findings);
    }

    private static void CheckLatent(LatentAttentionSpec latent, RuleFindings findings)
    {
        var areSizes = findings.Size(ArchitectureMember.Heads, latent.Heads);
        foreach (var size in new[] { latent.QueryRank ?? 1, latent.KeyValueRank, latent.PlainSize, latent.RotarySize, latent.ValueSize })
            areSizes &= findings.Size(ArchitectureMember.Latent, size);
        NormRules.Check(latent.Norm, findings);
        if (!areSizes)
            return;

        CheckColumns(latent.Heads, (long)latent.PlainSize + latent.RotarySize + latent.ValueSize, findings);
        if (latent.RotarySize % 2 != 0)
        {
            findings.Add("LLMG013", ArchitectureMember.Latent, $"{latent.RotarySize} rotated numbers of a query are odd", "expected an even number, since they turn in pairs", "correct it");
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
