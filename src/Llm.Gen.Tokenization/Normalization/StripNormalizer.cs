namespace Llm.Gen.Tokenization;

/// <summary>Removes white space at the ends.</summary>
internal sealed class StripNormalizer(bool left, bool right) : Normalizer
{
    public override void Normalize(ReadOnlySpan<char> text, ref TextBuffer output)
    {
        var start = left ? text.Length - text.TrimStart().Length : 0;
        var end = right ? text.TrimEnd().Length : text.Length;
        if (start < end)
            output.Append(text[start..end], start);
    }
}
