namespace Llm.Gen.Tokenization;

/// <summary>Which special tokens become their ids where a text spells them out.</summary>
/// <param name="FindsAny">Whether any does.</param>
/// <param name="Allowed">Those that do; null: all.</param>
internal readonly record struct SpecialTokenFilter(bool FindsAny, IReadOnlySet<string>? Allowed = null)
{
    public bool Finds(AddedToken token) => !token.IsSpecial || FindsAny && (Allowed is null || Allowed.Contains(token.Content));
}
