using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Llm.Gen.Tests;

/// <summary>Looks through a value for what would keep a compilation alive, or never be equal to itself of the run before.</summary>
internal static class Offender
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The path to a symbol, node, tree, location or compilation that a value reaches; null when it reaches none.</summary>
    public static string? Find(object? value, string path) => Find(value, path, new(ReferenceEqualityComparer.Instance));

    private static string? Find(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
            return null;
        if (value is ISymbol or SyntaxNode or SyntaxTree or Location or Compilation or SemanticModel or SyntaxToken or SyntaxTrivia or SyntaxReference or AttributeData)
            return path;
        if (value is Array array)
            return array.Cast<object?>().Select((item, i) => Find(item, $"{path}[{i}]", seen)).FirstOrDefault(found => found is not null);

        for (var type = value.GetType(); type is not null; type = type.BaseType)
        {
            foreach (var field in type.GetFields(Fields))
            {
                if (Find(field.GetValue(value), $"{path}.{field.Name}", seen) is { } found)
                    return found;
            }
        }

        return null;
    }
}
