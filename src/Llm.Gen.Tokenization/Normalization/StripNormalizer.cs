namespace Llm.Gen.Tokenization;

/// <summary>Removes white space at the ends.</summary>
internal sealed class StripNormalizer(bool left, bool right) : Normalizer
{
    public override void Normalize(ReadOnlySpan<char> text, ref TextBuffer output)
    {
        if (left)
            text = text.TrimStart();
        if (right)
            text = text.TrimEnd();
        output.Append(text);
    }
}
