namespace Llm.Gen.Architectures;

/// <summary>The names under which components are registered.</summary>
public static class ComponentNames
{
    private const int Longest = 100;

    /// <summary>Whether a component can be registered under a name: letters, digits, '-', '_' and '.'.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= Longest && name.All(letter => letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_' or '.');

    /// <summary>What a kind is called in messages.</summary>
    public static string Noun(ComponentKind kind) => kind switch
    {
        ComponentKind.Attention => "attention",
        ComponentKind.FeedForward => "feed-forward",
        ComponentKind.Norm => "norm",
        _ => "position",
    };

    /// <summary>The error of a name under which nothing is registered.</summary>
    /// <param name="kind">What it is named for.</param>
    /// <param name="name">The name.</param>
    /// <param name="registered">The names that are registered for it, this library's left out.</param>
    public static ArchitectureError Unknown(ComponentKind kind, string name, IEnumerable<string> registered)
    {
        var nearest = registered.Concat(BuiltInComponents.NamesOf(kind)).OrderBy(known => EditDistance.Between(known, name)).ThenBy(known => known, StringComparer.Ordinal).First();
        return new("LLMG036", ArchitectureMember.Component, $"No {Noun(kind)} is registered as \"{ConfigText.Short(name)}\"", $"the nearest that is: \"{nearest}\"",
            "correct the name, or mark a class with [Component] of it");
    }
}
