namespace Llm.Gen.Tokenization;

/// <summary>Writes the bytes of the text as GPT-2's characters.</summary>
internal sealed class ByteLevelNormalizer : Normalizer
{
    public override void Normalize(ReadOnlySpan<char> text, ref TextBuffer output) => ByteCharacters.Append(text, ref output);
}
