using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Llm.Gen.CodeFixes;

/// <summary>Changes of the attributes.</summary>
internal static class AttributeEdits
{
    /// <summary>Removes an attribute: with its comma where others stand beside it, with its line where it stands alone.</summary>
    public static TextChange? Remove(SyntaxToken token, SourceText text, string? suggestion)
    {
        if (token.Parent?.FirstAncestorOrSelf<AttributeSyntax>() is not { Parent: AttributeListSyntax list } attribute)
            return null;

        var all = list.Attributes;
        var place = all.IndexOf(attribute);
        if (all.Count == 1)
            return new TextChange(WithLine(list.Span, text), "");

        return new TextChange(place == 0
            ? TextSpan.FromBounds(attribute.SpanStart, all[1].SpanStart)
            : TextSpan.FromBounds(all[place - 1].Span.End, attribute.Span.End), "");
    }

    /// <summary>Adds the suggested attribute after the last one, qualified as that one is.</summary>
    public static TextChange? Add(SyntaxToken name, SourceText text, string? suggestion)
    {
        if (suggestion is null || name.Parent is not TypeDeclarationSyntax { AttributeLists.Count: > 0 } type)
            return null;

        var last = type.AttributeLists[type.AttributeLists.Count - 1].Attributes.Last();
        var qualifier = last.Name is QualifiedNameSyntax qualified ? $"{qualified.Left}." : "";
        return new TextChange(new TextSpan(last.Span.End, 0), $", {qualifier}{suggestion}");
    }

    /// <summary>Writes the suggested value in place of the reported one.</summary>
    public static TextChange? Replace(SyntaxToken token, SourceText text, string? suggestion) =>
        suggestion is not null && token.Parent?.FirstAncestorOrSelf<AttributeArgumentSyntax>() is { } argument ? new TextChange(argument.Expression.Span, suggestion) : null;

    /// <summary>A span, and the lines that it fills alone.</summary>
    private static TextSpan WithLine(TextSpan span, SourceText text)
    {
        var (first, last) = (text.Lines.GetLineFromPosition(span.Start), text.Lines.GetLineFromPosition(span.End));
        var isAlone = string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(first.Start, span.Start)))
            && string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(span.End, last.End)));
        return isAlone ? TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak) : span;
    }
}
