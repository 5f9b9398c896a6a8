using Microsoft.CodeAnalysis.CSharp;

namespace Llm.Gen.Generators.Parsing;

/// <summary>Names as emitted code spells them.</summary>
internal static class Identifiers
{
    /// <summary>A name of a namespace: a keyword gets its mark.</summary>
    public static string EscapeKeyword(string name) => IsKeyword(name) ? "@" + name : name;

    /// <summary>A name of a type: what is or may become a keyword gets its mark. The compiler warns of names in small letters for that reason, and knows keywords that are newer than this library.</summary>
    public static string EscapeType(string name) => IsKeyword(name) || name.All(letter => letter is >= 'a' and <= 'z') ? "@" + name : name;

    private static bool IsKeyword(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None;
}
