namespace Llm.Gen.Architectures;

/// <summary>What a way to tell positions has to fulfil, beside the attention that it tells.</summary>
internal static class PositionRules
{
    public static void Check(PositionSpec position, AttentionSpec attention, RuleFindings findings)
    {
        if (attention is LatentAttentionSpec && position is not (RopeSpec { Columns: null } or NoPositionSpec))
        {
            findings.Add("LLMG030", ArchitectureMember.Position, $"{position.GetType().Name.Replace("Spec", "")} tells a latent attention its positions",
                "expected rotary positions of all its rotated numbers, or none", "use those, or attention over heads");
        }

        if (attention is OwnAttentionSpec component && position is not (RopeSpec or NoPositionSpec))
        {
            findings.Add("LLMG030", ArchitectureMember.Position, $"{position.GetType().Name.Replace("Spec", "")} tells {component.Component.Name} its positions",
                "expected rotary positions, which a component finds in its pass, or none", "use those, and let the component do the rest");
        }

        switch (position)
        {
            case OwnPositionSpec own:
                ComponentRules.Check(own.Component, findings);
                break;
            case RopeSpec rope:
                CheckRope(rope, attention, findings);
                break;
            case AlibiSpec alibi:
                findings.Positive(ArchitectureMember.Position, "The slopes' multiplier", alibi.Multiplier);
                break;
            case T5BiasSpec bias:
                CheckBuckets(bias, findings);
                break;
            case ShawSpec shaw:
                findings.Size(ArchitectureMember.MaximumDistance, shaw.MaximumDistance);
                break;
        }
    }

    /// <summary>Whether a number can be the base of rotary frequencies.</summary>
    public static bool IsBase(double theta) => theta is >= 1 and <= 1e30;

    private static void CheckRope(RopeSpec rope, AttentionSpec attention, RuleFindings findings)
    {
        var headSize = attention switch { HeadAttentionSpec heads => heads.HeadSize, OwnAttentionSpec own => own.HeadSize, LatentAttentionSpec latent => latent.RotarySize, _ => HeadSplit.Unknown };
        if (rope.Columns is { } columns)
        {
            if (columns < 2 || columns > headSize || columns % 2 != 0)
            {
                findings.Add("LLMG013", ArchitectureMember.RotaryColumns,
                    $"{findings.Spell(ArchitectureMember.RotaryColumns)} gives {columns} rotated columns of a head of {headSize}",
                    "expected an even number, 2 or more, no more than the head has",
                    "correct it");
            }
        }
        else if (headSize % 2 != 0 && attention is (HeadAttentionSpec or OwnAttentionSpec))
        {
            findings.Add("LLMG013", ArchitectureMember.HeadSize,
                $"{findings.Spell(ArchitectureMember.HeadSize)} {headSize} is odd",
                "rotary positions turn the columns of a head in pairs",
                $"choose {findings.Spell(ArchitectureMember.Heads)} or {findings.Spell(ArchitectureMember.HeadSize)} so that it is even");
        }

        if (!IsBase(rope.Theta))
        {
            findings.Add("LLMG015", ArchitectureMember.Theta,
                $"{findings.Spell(ArchitectureMember.Theta)} {RuleFindings.Show(rope.Theta)} is no base of frequencies",
                "expected a number from 1 to 1e30",
                "correct it; most models have 10000");
        }
        else if (rope.Scaling is { } scaling)
        {
            foreach (var error in new RopeScalingRules(findings.Spelling).Check(scaling, rope.Theta, rope.Columns ?? headSize))
                findings.Add(error);
        }
    }

    private static void CheckBuckets(T5BiasSpec bias, RuleFindings findings)
    {
        var areSizes = findings.Size(ArchitectureMember.Buckets, bias.Buckets) & findings.Size(ArchitectureMember.MaximumDistance, bias.MaximumDistance);
        if (areSizes && (bias.Buckets < 2 || bias.MaximumDistance <= bias.Buckets / 2))
        {
            findings.Add("LLMG030", ArchitectureMember.Buckets, $"{bias.Buckets} buckets reach to a distance of {bias.MaximumDistance}",
                "expected 2 buckets or more, and a distance above half as many", "correct one of the two");
        }
    }
}
