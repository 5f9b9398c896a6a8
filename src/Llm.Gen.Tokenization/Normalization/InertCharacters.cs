using System.Collections.Concurrent;
using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>The characters that a normalization form leaves alone and that change nothing before them.</summary>
internal sealed class InertCharacters
{
    private static readonly ConcurrentDictionary<UnicodeForm, InertCharacters> Known = new();

    private readonly bool _isCompatible;
    private readonly bool _composes;
    private readonly bool[] _isInert = new bool[char.MaxValue + 1]; // surrogates are not: their pair decides

    private InertCharacters(UnicodeForm form)
    {
        _isCompatible = form is UnicodeForm.NFKC or UnicodeForm.NFKD;
        _composes = form is UnicodeForm.NFC or UnicodeForm.NFKC;
        var segment = new NormalizationSegment();
        for (var code = 0; code <= char.MaxValue; code++)
            _isInert[code] = !char.IsSurrogate((char)code) && (IsInert(code) || CanStandAlone(code) && ComesBack(new(code), segment));
    }

    public static InertCharacters Of(UnicodeForm form) => Known.GetOrAdd(form, static form => new(form));

    /// <summary>The first character from <paramref name="start"/> on that is not inert; the length of the text if there is none.</summary>
    public int FirstOther(ReadOnlySpan<char> text, int start)
    {
        while (start < text.Length)
        {
            if (_isInert[text[start]])
                start++;
            else if (IsInert(text, start, out var width))
                start += width;
            else
                break;
        }

        return start;
    }

    /// <summary>The first inert character behind the one at <paramref name="start"/>; the length of the text if there is none.</summary>
    public int NextInert(ReadOnlySpan<char> text, int start)
    {
        int width;
        do
        {
            Rune.DecodeFromUtf16(text[start..], out _, out width);
            start += width;
        }
        while (start < text.Length && !IsInert(text, start, out width));
        return start;
    }

    // A lone surrogate is not: normalizing makes a replacement character of it.
    private bool IsInert(ReadOnlySpan<char> text, int index, out int width)
    {
        width = 1;
        if (!char.IsSurrogate(text[index]))
            return _isInert[text[index]];
        return Rune.DecodeFromUtf16(text[index..], out var rune, out width) == System.Buffers.OperationStatus.Done && IsInert(rune.Value);
    }

    // é decomposes and composes again.
    private bool ComesBack(Rune rune, NormalizationSegment segment)
    {
        if (!_composes)
            return false;
        segment.Read(rune, _isCompatible);
        segment.Compose();
        return segment.IsOnly(rune.Value);
    }

    private bool IsInert(int code) => CanStandAlone(code) && !NormalizationForms.Decomposes(code, _isCompatible);

    private bool CanStandAlone(int code) => NormalizationForms.ClassOf(code) == 0 && !(_composes && NormalizationForms.IsSecond(code));
}
