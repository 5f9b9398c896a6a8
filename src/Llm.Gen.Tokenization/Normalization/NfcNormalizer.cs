namespace Llm.Gen.Tokenization;

/// <summary>Unicode's normalization form C.</summary>
internal sealed class NfcNormalizer : Normalizer
{
    public override void Normalize(ReadOnlySpan<char> text, ref TextBuffer output) => output.Append(text);
}
