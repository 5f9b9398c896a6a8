namespace Llm.Gen.Tokenization;

/// <summary>Puts a text in front of every text that is not empty.</summary>
internal sealed class PrependNormalizer(string prefix) : Normalizer
{
    public override void Normalize(ReadOnlySpan<char> text, ref TextBuffer output)
    {
        if (!text.IsEmpty)
            output.Append(prefix);
        output.Append(text);
    }
}
