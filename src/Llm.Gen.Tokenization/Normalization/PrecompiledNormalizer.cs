using System.Globalization;
using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>
/// SentencePiece's compiled rules, looked up as the reference does for tokenizer.json: a short grapheme cluster as a whole, else its characters
/// one by one; and of the rules that fit the shortest.
/// </summary>
internal sealed class PrecompiledNormalizer(CharacterRules rules) : Normalizer
{
    // In bytes: only shorter clusters are looked up as a whole.
    private const int LongCluster = 6;

    public override void Normalize(ReadOnlySpan<char> text, ref TextBuffer output)
    {
        var writer = new Writer(text);
        Span<byte> utf8 = stackalloc byte[16];
        for (var start = 0; start < text.Length;)
        {
            var length = text[start] < 0x80 && (start + 1 == text.Length || text[start + 1] is < '\u0080' and not '\n') ? 1 : StringInfo.GetNextTextElementLength(text[start..]);
            WriteCluster(text.Slice(start, length), utf8, ref writer, ref output);
            start += length;
        }

        writer.Flush(ref output);
    }

    private void WriteCluster(scoped ReadOnlySpan<char> cluster, scoped Span<byte> utf8, ref Writer writer, ref TextBuffer output)
    {
        if (cluster.Length < LongCluster && Encoding.UTF8.GetBytes(cluster, utf8) is var size and < LongCluster && rules.TryShortest(utf8[..size], out var replacement))
        {
            writer.Replace(CountRunes(cluster), replacement, ref output);
            return;
        }

        foreach (var rune in cluster.EnumerateRunes())
        {
            if (rules.TryShortest(utf8[..rune.EncodeToUtf8(utf8)], out replacement))
                writer.Replace(1, replacement, ref output);
            else
                writer.Add(rune, 0, ref output);
        }
    }

    private static int CountRunes(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
            count++;
        return count;
    }

    /// <summary>Writes characters one behind: what is dropped counts to the character before.</summary>
    private ref struct Writer(ReadOnlySpan<char> source)
    {
        private readonly ReadOnlySpan<char> _source = source;
        private int _at;
        private Rune _last;
        private int _change;
        private bool _hasLast;

        public void Add(Rune rune, int change, ref TextBuffer output)
        {
            Flush(ref output);
            (_last, _change, _hasLast) = (rune, change, true);
        }

        public void Replace(int oldCount, scoped ReadOnlySpan<byte> replacement, ref TextBuffer output)
        {
            var count = 0;
            while (!replacement.IsEmpty)
            {
                Rune.DecodeFromUtf8(replacement, out var rune, out var width);
                replacement = replacement[width..];
                Add(rune, count++ < oldCount ? 0 : 1, ref output);
            }

            if (count < oldCount && _hasLast)
                _change -= oldCount - count;
        }

        public void Flush(ref TextBuffer output)
        {
            if (_hasLast)
                output.Change(_last, _change, _source, ref _at);
            _hasLast = false;
        }
    }
}
