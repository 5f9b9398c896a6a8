using System.Collections.Concurrent;
using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>Unicode's normalization forms (UAX 15): characters taken apart, marks put in order, and, in the composed forms, put together again.</summary>
internal sealed class UnicodeNormalizer(UnicodeForm form) : Normalizer
{
    private readonly bool _isCompatible = form is UnicodeForm.NFKC or UnicodeForm.NFKD;
    private readonly bool _composes = form is UnicodeForm.NFC or UnicodeForm.NFKC;
    private readonly InertCharacters _inert = InertCharacters.Of(form);
    private readonly ConcurrentBag<NormalizationSegment> _segments = [];

    public override void Normalize(ReadOnlySpan<char> text, ref TextBuffer output)
    {
        var start = 0; // of what is not written yet
        while (_inert.FirstOther(text, start) is var other && other < text.Length)
        {
            // The inert character before may be what a mark composes with; the next one cannot change what stands before it.
            var from = Math.Max(CharacterBefore(text, other), start);
            output.Append(text[start..from], start);
            var end = _inert.NextInert(text, other);
            NormalizeSegment(text, from, end, ref output);
            start = end;
        }

        output.Append(text[start..], start);
    }

    private void NormalizeSegment(ReadOnlySpan<char> text, int start, int end, ref TextBuffer output)
    {
        if (!_segments.TryTake(out var segment))
            segment = new();
        segment.Read(text[start..end], _isCompatible);
        segment.OrderMarks();
        if (_composes)
            segment.Compose();
        segment.Write(text, start, ref output);
        _segments.Add(segment);
    }

    private static int CharacterBefore(ReadOnlySpan<char> text, int index)
    {
        if (index == 0)
            return 0;
        Rune.DecodeLastFromUtf16(text[..index], out _, out var width);
        return index - width;
    }
}
