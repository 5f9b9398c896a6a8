using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>Puts a text in front of every text that is not empty. As in the reference, it counts as coming from the first character.</summary>
internal sealed class PrependNormalizer(string prefix) : Normalizer
{
    public override void Normalize(ReadOnlySpan<char> text, ref TextBuffer output)
    {
        if (text.IsEmpty)
            return;
        foreach (var c in prefix)
            output.Append(c, 0);
        Rune.DecodeFromUtf16(text, out _, out var width);
        for (var i = 0; i < width; i++)
            output.Append(text[i], 0);
        output.Append(text[width..], width);
    }
}
