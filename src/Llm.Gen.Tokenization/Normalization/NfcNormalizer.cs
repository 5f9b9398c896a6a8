using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>Unicode's normalization form C (UAX 15): characters taken apart, marks put in order, and composed again.</summary>
internal sealed class NfcNormalizer : Normalizer
{
    // Below this every character is its own form, and only marks from here on compose with one.
    private const char FirstMark = '\u0300';

    public override void Normalize(ReadOnlySpan<char> text, ref TextBuffer output)
    {
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAnyInRange(FirstMark, '\uFFFF');
            if (plain < 0)
            {
                output.Append(text);
                return;
            }

            // The last plain character may be what a mark composes with.
            var start = Math.Max(plain - 1, 0);
            output.Append(text[..start]);
            var rest = text[start..];
            var length = SegmentLength(rest);
            NormalizeSegment(rest[..length], ref output);
            text = rest[length..];
        }
    }

    // Up to a character that nothing before it can change: two plain ones in a row, so that the second may be taken as the next base.
    private static int SegmentLength(ReadOnlySpan<char> text)
    {
        for (var i = 1; i + 1 < text.Length; i++)
        {
            if (text[i] < FirstMark && text[i + 1] < FirstMark)
                return i;
        }

        return text.Length;
    }

    private static void NormalizeSegment(ReadOnlySpan<char> text, ref TextBuffer output)
    {
        var codes = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
            CanonicalForms.Decompose(rune.Value, codes);
        OrderMarks(codes);
        Compose(codes);
        Span<char> units = stackalloc char[2];
        foreach (var code in codes)
            output.Append(units[..new Rune(code).EncodeToUtf16(units)]);
    }

    private static void OrderMarks(List<int> codes)
    {
        for (var start = 0; start < codes.Count; start++)
        {
            var end = start;
            while (end < codes.Count && CanonicalForms.ClassOf(codes[end]) != 0)
                end++;
            if (end - start < 2)
                continue;
            var ordered = codes.GetRange(start, end - start).OrderBy(CanonicalForms.ClassOf).ToList(); // stable
            for (var i = 0; i < ordered.Count; i++)
                codes[start + i] = ordered[i];
            start = end;
        }
    }

    // A mark composes with the last starter unless one of its own or a higher class stands between.
    private static void Compose(List<int> codes)
    {
        var kept = 0;
        var starter = -1;
        var lastClass = -1;
        for (var i = 0; i < codes.Count; i++)
        {
            var code = codes[i];
            int mark = CanonicalForms.ClassOf(code);
            if (starter >= 0 && lastClass < mark && CanonicalForms.Compose(codes[starter], code) is var composed and >= 0)
            {
                codes[starter] = composed;
                continue;
            }

            if (mark == 0)
                (starter, lastClass) = (kept, -1);
            else
                lastClass = mark;
            codes[kept++] = code;
        }

        codes.RemoveRange(kept, codes.Count - kept);
    }
}
