namespace Llm.Gen.Tokenization;

/// <summary>One piece of a template: a text or special tokens.</summary>
/// <param name="Text">0 for the first text, 1 for the second, -1 for special tokens.</param>
/// <param name="Special">The special tokens.</param>
/// <param name="Type">The type id of its tokens; null: 0 for the first text, 1 for the second.</param>
internal sealed record TemplatePiece(int Text, IReadOnlyList<SpecialToken> Special, int? Type)
{
    public static TemplatePiece OfText(int text, int? type) => new(text, [], type);

    public static TemplatePiece OfSpecial(IReadOnlyList<SpecialToken> tokens, int type) => new(-1, tokens, type);
}
