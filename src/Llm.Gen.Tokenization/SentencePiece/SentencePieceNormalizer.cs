using System.Buffers;
using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>
/// SentencePiece's normalizer: the longest rule at every place, spaces trimmed, joined and made visible, one put in front. User-defined
/// symbols stay as they are. What vanishes belongs to what stands before it, and of what a rule makes of a text the last character to all of it.
/// </summary>
internal sealed class SentencePieceNormalizer(SentencePieceFile file, PrefixTree? userDefined) : Normalizer
{
    private readonly CharacterRules? _rules = file.CharacterRules.IsEmpty ? null : new(file.CharacterRules.Span);
    private readonly char _space = file.EscapesSpaces ? SentencePieceFile.Mark : ' ';

    public override void Normalize(ReadOnlySpan<char> text, ref TextBuffer output)
    {
        var utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            var source = new Source(text, utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, utf8)));
            Normalize(ref source, ref output);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(utf8);
        }
    }

    private void Normalize(ref Source source, ref TextBuffer output)
    {
        var first = output.Length;
        if (file.RemovesExtraSpaces)
            SkipSpaces(ref source);
        if (source.IsAtEnd)
            return;
        if (file.AddsDummyPrefix && !file.MarksWordEnds)
            output.Mark(_space, output.PlaceOf(source.At));
        var wasSpace = file.RemovesExtraSpaces;
        while (!source.IsAtEnd)
        {
            var at = source.At;
            var part = Take(ref source);
            while (wasSpace && part is [(byte)' ', ..])
                part = part[1..];
            Append(part, at, ref output);
            if (!part.IsEmpty)
                wasSpace = part[^1] == ' ';
            wasSpace &= file.RemovesExtraSpaces;
        }

        var end = output.PlaceOf(source.At);
        while (file.RemovesExtraSpaces && output.Length > first && output.Text[^1] == _space)
            end = output.RemoveLast();
        if (file.AddsDummyPrefix && file.MarksWordEnds)
            output.Mark(_space, end);
        output.EndOriginsWhereNextBegins(first, end);
    }

    private void SkipSpaces(ref Source source)
    {
        while (!source.IsAtEnd)
        {
            var before = source;
            if (Take(ref source) is [(byte)' '])
                continue;
            source = before;
            return;
        }
    }

    /// <summary>What the text at hand becomes, in UTF-8; the source moves behind it.</summary>
    private ReadOnlySpan<byte> Take(ref Source source)
    {
        if (userDefined?.Longest(source.Text, PrefixTree.Root, out _) is { } length and > 0)
            return source.Take(Encoding.UTF8.GetByteCount(source.Text[..length]));
        if (_rules?.Longest(source.Bytes, out var replacement) is { } matched and > 0)
        {
            source.Take(matched);
            return replacement;
        }

        Rune.DecodeFromUtf8(source.Bytes, out _, out var width);
        return source.Take(width);
    }

    private void Append(scoped ReadOnlySpan<byte> part, int at, ref TextBuffer output)
    {
        while (!part.IsEmpty)
        {
            Rune.DecodeFromUtf8(part, out var rune, out var width);
            output.Append(rune.Value == ' ' ? new Rune(_space) : rune, at);
            part = part[width..];
        }
    }

    /// <summary>The rest of a text, in both encodings.</summary>
    private ref struct Source(ReadOnlySpan<char> text, ReadOnlySpan<byte> bytes)
    {
        public ReadOnlySpan<char> Text { get; private set; } = text;

        public ReadOnlySpan<byte> Bytes { get; private set; } = bytes;

        /// <summary>The place in UTF-16 units.</summary>
        public int At { get; private set; }

        public readonly bool IsAtEnd => Bytes.IsEmpty;

        public ReadOnlySpan<byte> Take(int count)
        {
            var taken = Bytes[..count];
            var units = Encoding.UTF8.GetCharCount(taken);
            At += units;
            Text = Text[units..];
            Bytes = Bytes[count..];
            return taken;
        }
    }
}
