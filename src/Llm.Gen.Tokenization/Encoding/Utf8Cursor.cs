using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>Finds the character of a text that holds a byte of its UTF-8 form. Quick where the bytes asked for mostly grow.</summary>
internal ref struct Utf8Cursor
{
    private readonly ReadOnlySpan<char> _text;
    private int _bytes; // before the character at hand
    private int _width;
    private int _size;

    public Utf8Cursor(ReadOnlySpan<char> text)
    {
        _text = text;
        Measure();
    }

    /// <summary>Where the character at hand begins, in UTF-16 units.</summary>
    public int Start { get; private set; }

    /// <summary>Where it ends.</summary>
    public readonly int End => Start + _width;

    /// <summary>Goes to the character with the given byte, or to the last one.</summary>
    public void MoveTo(int target)
    {
        if (target < _bytes)
        {
            (Start, _bytes) = (0, 0);
            Measure();
        }

        while (_bytes + _size <= target && End < _text.Length)
        {
            Start += _width;
            _bytes += _size;
            Measure();
        }
    }

    /// <summary>The text between two places in bytes.</summary>
    public ReadOnlySpan<char> Slice(int start, int end)
    {
        MoveTo(start);
        var first = Start;
        MoveTo(end - 1);
        return _text[first..End];
    }

    private void Measure()
    {
        Rune.DecodeFromUtf16(_text[Start..], out var rune, out _width);
        _size = rune.Utf8SequenceLength;
    }
}
