using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>Where a declared record stands, as C# spells it.</summary>
public record RecordName
{
    /// <summary>The namespace, keywords escaped; empty for the global one.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>The types that the record is nested in, outermost first.</summary>
    public EquatableArray<ContainingType> ContainingTypes { get; init; }

    /// <summary>The record's accessibility as C# spells it: "public".</summary>
    public string Accessibility { get; init; } = "public";

    /// <summary>The record's name, escaped if it is a keyword.</summary>
    public required string Name { get; init; }

    /// <summary>The record's full name, from "global::" on.</summary>
    public string FullName => "global::" + QualifiedName;

    /// <summary>The namespace, the types around and the name, with dots between.</summary>
    public string QualifiedName => string.Join(".", new[] { Namespace }.Where(part => part.Length > 0).Concat(ContainingTypes.Select(type => type.Name)).Concat([Name]));

    /// <summary>What no other record has: the full name, types around it told from namespaces.</summary>
    public string Identity => Namespace + ":" + string.Join("+", ContainingTypes.Select(type => type.Name).Concat([Name]));
}
