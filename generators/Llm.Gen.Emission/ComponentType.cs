using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>The type behind the name of a component that the library's user wrote.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Name">The name that architectures have for it.</param>
/// <param name="Namespace">Its namespace as C# spells it; empty for the global one.</param>
/// <param name="Path">The types around it and its own name, with dots between.</param>
public sealed record ComponentType(ComponentKind Kind, string Name, string Namespace, string Path)
{
    /// <summary>A component by the name that its assembly stores.</summary>
    /// <param name="kind">What it is for.</param>
    /// <param name="name">The name that architectures have for it.</param>
    /// <param name="metadataName">The full name: nested types after a plus.</param>
    public static ComponentType Of(ComponentKind kind, string name, string metadataName)
    {
        var outer = metadataName.Split('+')[0];
        var dot = outer.LastIndexOf('.');
        var types = metadataName.Substring(dot + 1).Split('+');
        return new(
            kind,
            name,
            dot < 0 ? "" : string.Join(".", outer.Substring(0, dot).Split('.').Select(CSharp.Identifier)),
            string.Join(".", types.Select(type => type.All(letter => letter is >= 'a' and <= 'z') ? "@" + type : CSharp.Identifier(type))));
    }

    /// <summary>Its full name, from "global::" on.</summary>
    public string FullName => "global::" + DisplayName;

    /// <summary>Its full name as messages have it.</summary>
    public string DisplayName => Namespace.Length == 0 ? Path : $"{Namespace}.{Path}";

    /// <summary>Its own name.</summary>
    public string ShortName => Path.Substring(Path.LastIndexOf('.') + 1);
}
