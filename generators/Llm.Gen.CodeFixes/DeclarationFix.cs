using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Llm.Gen.CodeFixes;

/// <summary>One way to correct a declaration.</summary>
/// <param name="Id">The diagnostic that it answers.</param>
/// <param name="Title">What the editor offers; <c>{0}</c> stands for what the diagnostic suggests.</param>
/// <param name="Edit">The change of the text; null where the fix does not apply. Its arguments: the reported token, the text, what the diagnostic suggests.</param>
public sealed record DeclarationFix(string Id, string Title, Func<SyntaxToken, SourceText, string?, TextChange?> Edit)
{
    /// <summary>The fixes, in the order of the diagnostics.</summary>
    public static IReadOnlyList<DeclarationFix> All { get; } =
    [
        new("LLMG001", "Make it partial", RecordEdits.AddPartial),
        new("LLMG002", "Make it partial", RecordEdits.AddPartial),
        new("LLMG004", "Make it a record class", RecordEdits.MakeRecord),
        new("LLMG004", "Remove the modifier", RecordEdits.RemoveModifier),
        new("LLMG005", "Remove the attribute", AttributeEdits.Remove),
        new("LLMG006", "Add [{0}]", AttributeEdits.Add),
        new("LLMG007", "Remove the attribute", AttributeEdits.Remove),
        new("LLMG018", "Write {0}", AttributeEdits.Replace),
    ];
}
