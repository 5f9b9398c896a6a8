namespace Llm.Gen.Architectures;

/// <summary>What a feed-forward has to fulfil.</summary>
internal static class FeedForwardRules
{
    private const string Experts = "LLMG029";

    public static void Check(FeedForwardSpec feedForward, RuleFindings findings)
    {
        if (feedForward is DenseFeedForwardSpec dense)
            CheckDense(dense, findings);
        else if (feedForward is MoeSpec moe)
            CheckMixture(moe, findings);
        else if (feedForward is OwnFeedForwardSpec own)
            CheckOwn(own, findings);
    }

    private static void CheckOwn(OwnFeedForwardSpec own, RuleFindings findings)
    {
        findings.Size(ArchitectureMember.Inner, own.Inner);
        ComponentRules.Check(own.Component, findings);
    }

    private static void CheckDense(DenseFeedForwardSpec dense, RuleFindings findings)
    {
        findings.Size(ArchitectureMember.Inner, dense.Inner);
        if (dense is not GatedFeedForwardSpec { Clamp: { } clamp } gated)
            return;

        findings.Positive(ArchitectureMember.Activation, "The gate's limit", clamp.Limit);
        findings.Positive(ArchitectureMember.Activation, "The gate's alpha", clamp.Alpha);
        if (gated.Activation != GateActivation.Silu)
            findings.Add("LLMG030", ArchitectureMember.Activation, $"A gate of {gated.Activation} is clamped", "expected Silu, the one that is defined with a clamp", "use it, or remove the clamp");
    }

    private static void CheckMixture(MoeSpec moe, RuleFindings findings)
    {
        CheckDense(moe.Expert, findings);
        if (moe.Shared is { } shared)
            findings.Size(ArchitectureMember.Inner, shared.Inner);
        findings.Positive(ArchitectureMember.Routing, "Capacity", moe.Capacity);
        findings.Positive(ArchitectureMember.Routing, "The weights' scale", moe.Routing.Scale);
        findings.Number(ArchitectureMember.Routing, "The balance coefficient", moe.BalanceCoefficient, moe.BalanceCoefficient is >= 0 and <= 1e6, "0 or more");
        findings.Number(ArchitectureMember.Routing, "The router's z coefficient", moe.RouterZCoefficient, moe.RouterZCoefficient is >= 0 and <= 1e6, "0 or more");
        if (!(findings.Size(ArchitectureMember.Experts, moe.Experts) & findings.Size(ArchitectureMember.ChosenExperts, moe.Chosen)))
            return;

        var (routing, chosen) = (moe.Routing, findings.Spell(ArchitectureMember.ChosenExperts));
        if (moe.Chosen > moe.Experts)
        {
            findings.Add(Experts, ArchitectureMember.ChosenExperts, $"A token passes through {moe.Chosen} of {moe.Experts} experts", "expected no more than there are", $"lower {chosen}");
        }
        else if (routing.Groups < 1 || moe.Experts % routing.Groups != 0)
        {
            findings.Add(Experts, ArchitectureMember.Routing, $"{moe.Experts} experts cannot form {routing.Groups} groups", "expected groups of the same size", $"use a divisor of {moe.Experts}");
        }
        else if (routing.GroupsChosen < 1 || routing.GroupsChosen > routing.Groups || moe.Experts / routing.Groups * routing.GroupsChosen < moe.Chosen)
        {
            findings.Add(Experts, ArchitectureMember.Routing, $"{moe.Chosen} experts are chosen from {routing.GroupsChosen} of {routing.Groups} groups", "expected groups that hold as many", "correct the groups");
        }
        else if (routing is { GroupScore: GroupScore.TwoBest, Groups: > 1 } && moe.Experts / routing.Groups < 2)
        {
            findings.Add(Experts, ArchitectureMember.Routing, $"Groups of {moe.Experts / routing.Groups} count by their two best", "expected two experts or more in a group", "use fewer groups");
        }
    }
}
