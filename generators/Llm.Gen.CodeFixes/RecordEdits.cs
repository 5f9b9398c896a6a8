using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Llm.Gen.CodeFixes;

/// <summary>Changes of the record itself.</summary>
internal static class RecordEdits
{
    /// <summary>Writes "partial" right before what the type is.</summary>
    public static TextChange? AddPartial(SyntaxToken name, SourceText text, string? suggestion) =>
        name.Parent is TypeDeclarationSyntax type ? new TextChange(new TextSpan(type.Keyword.SpanStart, 0), "partial ") : null;

    /// <summary>Makes a record class of a class or a struct.</summary>
    public static TextChange? MakeRecord(SyntaxToken keyword, SourceText text, string? suggestion) => keyword.Parent switch
    {
        RecordDeclarationSyntax record when record.Keyword == keyword => new TextChange(TextSpan.FromBounds(keyword.Span.End, record.ClassOrStructKeyword.Span.End), ""),
        ClassDeclarationSyntax type when type.Keyword == keyword => new TextChange(keyword.Span, "record"),
        StructDeclarationSyntax type when type.Keyword == keyword && !type.Modifiers.Any(SyntaxKind.ReadOnlyKeyword) => new TextChange(keyword.Span, "record"),
        _ => null,
    };

    /// <summary>Removes "abstract", "static" or "file", and the space after it.</summary>
    public static TextChange? RemoveModifier(SyntaxToken modifier, SourceText text, string? suggestion) =>
        modifier.Parent is TypeDeclarationSyntax type && type.Modifiers.Contains(modifier) ? new TextChange(TextSpan.FromBounds(modifier.SpanStart, modifier.FullSpan.End), "") : null;
}
