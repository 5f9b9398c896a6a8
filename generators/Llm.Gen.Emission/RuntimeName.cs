using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>A type that emitted code uses, and the members of it that it names.</summary>
/// <param name="alias">The short name in emitted code.</param>
/// <param name="metadataName">The full name as the assembly stores it.</param>
/// <param name="members">The members' names.</param>
public sealed class RuntimeName(string alias, string metadataName, params string[] members)
{
    /// <summary>The short name in emitted code.</summary>
    public string Alias { get; } = alias;

    /// <summary>The full name as the assembly stores it: nested types after a plus, generic ones with their count.</summary>
    public string MetadataName { get; } = metadataName;

    /// <summary>The full name in C#, without type arguments.</summary>
    public string FullName => "global::" + MetadataName.Replace('+', '.').Split('`')[0];

    /// <summary>The members' names.</summary>
    public EquatableArray<string> Members { get; } = new(members);
}
