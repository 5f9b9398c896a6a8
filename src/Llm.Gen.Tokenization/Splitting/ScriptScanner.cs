using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>
/// Runs of one script, as SentencePiece tells them apart: Hiragana and Katakana count as Han, a space as part of any. As in the reference,
/// what stands before the first character with a script is dropped.
/// </summary>
internal readonly struct ScriptScanner : IWordScanner
{
    private const int ProlongedSound = 0x30FC; // common to the kana, and so to Han

    private static readonly int Han = Scripts.Named("Han");
    private static readonly int Hiragana = Scripts.Named("Hiragana");
    private static readonly int Katakana = Scripts.Named("Katakana");

    public int Next(ReadOnlySpan<char> text, ref int start)
    {
        var script = ScriptAt(text, start, out var width);
        while (script == Scripts.None)
        {
            start += width;
            if (start == text.Length)
                return start;
            script = ScriptAt(text, start, out width);
        }

        var end = start + width;
        while (end < text.Length && ScriptAt(text, end, out width) is var next && (next == script || next == Scripts.None))
            end += width;
        return end;
    }

    private static int ScriptAt(ReadOnlySpan<char> text, int at, out int width)
    {
        Rune.DecodeFromUtf16(text[at..], out var rune, out width);
        if (rune.Value == ' ')
            return Scripts.None;
        var script = rune.Value == ProlongedSound ? Han : Scripts.Of(rune.Value);
        return script == Hiragana || script == Katakana ? Han : script;
    }
}
