namespace Llm.Gen.Architectures;

/// <summary>What a norm has to fulfil.</summary>
internal static class NormRules
{
    public static void Check(NormSpec norm, RuleFindings findings)
    {
        if (norm.Epsilon is not (> 0 and < 1))
        {
            findings.Add("LLMG014", ArchitectureMember.Epsilon,
                $"{findings.Spell(ArchitectureMember.Epsilon)} {RuleFindings.Show(norm.Epsilon)} is no small positive number",
                "expected one above 0 and below 1",
                "correct it; most models have 1e-5 or 1e-6");
        }

        if (norm is OwnNormSpec own)
            ComponentRules.Check(own.Component, findings);
        if (norm is LayerNormSpec { HasWeight: false, HasUnitOffset: true })
            findings.Add("LLMG030", ArchitectureMember.Norm, "A norm stores its weight's distance from 1 and has no weight", "expected a weight", "give it one, or remove the offset");
    }
}
