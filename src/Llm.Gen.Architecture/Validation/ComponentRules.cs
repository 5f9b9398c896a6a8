namespace Llm.Gen.Architectures;

/// <summary>What a component that the library's user wrote has to fulfil, beside what only its code shows.</summary>
internal static class ComponentRules
{
    public static void Check(OwnComponent component, RuleFindings findings)
    {
        var name = ConfigText.Short(component.Name);
        if (component.Name.Length == 0)
            findings.Add("LLMG036", ArchitectureMember.Component, "A component has no name", "expected a registered one, or a type", "name it");
        foreach (var option in component.Options.Where(option => !OwnOption.IsName(option.Name)))
            findings.Add("LLMG033", ArchitectureMember.Component, $"{name} has an option \"{ConfigText.Short(option.Name)}\"", "expected the name of a parameter of its constructor", "correct it");
        foreach (var twice in component.Options.GroupBy(option => option.Name).Where(named => named.Count() > 1))
            findings.Add("LLMG033", ArchitectureMember.Component, $"{name} has the option {ConfigText.Short(twice.Key)} {twice.Count()} times", "expected each once", "remove the others");
    }
}
