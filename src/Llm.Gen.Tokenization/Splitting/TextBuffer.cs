using System.Buffers;
using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>
/// A text under construction in pooled memory, made from a source text. Where someone asks for offsets, each character carries its
/// <see cref="Origin"/>: <c>from</c> is the index in the source of what it stands for; a character that stands for nothing shares the
/// origin of the source character before it.
/// </summary>
internal ref struct TextBuffer
{
    private readonly bool _isTracked;
    private ReadOnlySpan<Origin> _source;
    private readonly Origin _before;
    private char[] _array;
    private Origin[] _origins = [];

    /// <summary>A text without origins.</summary>
    public TextBuffer(int capacity) => _array = ArrayPool<char>.Shared.Rent(Math.Max(capacity, 16));

    /// <summary>A text made from <paramref name="count"/> characters of a layer; with origins if the layer has them.</summary>
    public TextBuffer(int capacity, Layer layer, int at, int count)
        : this(capacity, layer.IsTracked, layer.Origins.AsSpan(layer.IsTracked ? at : 0, layer.IsTracked ? count : 0), layer.Before(at, count))
    {
    }

    private TextBuffer(int capacity, bool isTracked, ReadOnlySpan<Origin> source, Origin before)
        : this(capacity)
    {
        _isTracked = isTracked;
        _source = source;
        _before = before;
        if (isTracked)
            _origins = ArrayPool<Origin>.Shared.Rent(_array.Length);
    }

    public int Length { get; private set; }

    public readonly ReadOnlySpan<char> Text => _array.AsSpan(0, Length);

    /// <summary>Where the characters come from; valid until the text changes.</summary>
    public readonly Layer Layer => new(_isTracked ? _origins : null);

    /// <summary>Appends a part of the source as it is.</summary>
    public void Append(scoped ReadOnlySpan<char> text, int from)
    {
        Reserve(text.Length);
        text.CopyTo(_array.AsSpan(Length));
        if (_isTracked)
            _source.Slice(from, text.Length).CopyTo(_origins.AsSpan(Length));
        Length += text.Length;
    }

    /// <summary>Appends a character in place of the one at <paramref name="from"/>.</summary>
    public void Append(char c, int from)
    {
        Reserve(1);
        if (_isTracked)
            _origins[Length] = _source[from];
        _array[Length++] = c;
    }

    /// <summary>Appends a character in place of the one at <paramref name="from"/>.</summary>
    public void Append(Rune rune, int from)
    {
        Span<char> units = stackalloc char[2];
        foreach (var unit in units[..rune.EncodeToUtf16(units)])
            Append(unit, from);
    }

    /// <summary>Appends characters that stand for nothing, behind what the source holds before <paramref name="at"/>.</summary>
    public void Insert(scoped ReadOnlySpan<char> text, int at)
    {
        Reserve(text.Length);
        text.CopyTo(_array.AsSpan(Length));
        if (_isTracked)
            _origins.AsSpan(Length, text.Length).Fill(at > 0 ? _source[at - 1] : _before);
        Length += text.Length;
    }

    /// <summary>The place in the caller's text where the source character at <paramref name="at"/> begins, or where the source ends; 0 where nobody asks.</summary>
    public readonly int PlaceOf(int at) => !_isTracked ? 0 : at < _source.Length ? _source[at].Start : at > 0 ? _source[at - 1].End : _before.Start;

    /// <summary>Appends a character that stands for nothing, at a place in the caller's text.</summary>
    public void Mark(char c, int place)
    {
        Reserve(1);
        if (_isTracked)
            _origins[Length] = new(place, place);
        _array[Length++] = c;
    }

    /// <summary>Removes the last character; returns the place in the caller's text where it began.</summary>
    public int RemoveLast()
    {
        Length--;
        return _isTracked ? _origins[Length].Start : 0;
    }

    /// <summary>Lets each character from <paramref name="first"/> on reach to where the next one begins, the last one to <paramref name="end"/>, a place in the caller's text.</summary>
    public readonly void EndOriginsWhereNextBegins(int first, int end)
    {
        for (var i = Length - 1; _isTracked && i >= first; i--)
        {
            _origins[i] = new(_origins[i].Start, end);
            end = _origins[i].Start;
        }
    }

    /// <summary>Appends a part of the source with one character replaced by another.</summary>
    public void AppendReplacing(scoped ReadOnlySpan<char> text, int from, char old, char replacement)
    {
        var start = Length;
        Append(text, from);
        _array.AsSpan(start, text.Length).Replace(old, replacement);
    }

    /// <summary>
    /// Appends a character that the reference's normalizers describe by a number: 1 stands for nothing, 0 for the next source character, -n for
    /// that one and n more, which vanish. <paramref name="at"/> moves along the source.
    /// </summary>
    public void Change(Rune rune, int change, scoped ReadOnlySpan<char> source, ref int at)
    {
        if (change > 0)
        {
            Span<char> units = stackalloc char[2];
            Insert(units[..rune.EncodeToUtf16(units)], at);
            return;
        }

        Append(rune, at);
        for (; change <= 0 && at < source.Length; change++)
        {
            Rune.DecodeFromUtf16(source[at..], out _, out var width);
            at += width;
        }
    }

    /// <summary>An empty buffer beside this one, made from the same source.</summary>
    public readonly TextBuffer Fork(int capacity) => new(capacity, _isTracked, _source, _before);

    /// <summary>From now on made from what <paramref name="source"/> holds.</summary>
    public void Rebase(in TextBuffer source)
    {
        if (_isTracked)
            _source = source._origins.AsSpan(0, source.Length);
    }

    /// <summary>Empties the buffer; it is filled next from what <paramref name="source"/> holds.</summary>
    public void Restart(in TextBuffer source)
    {
        Length = 0;
        Rebase(source);
    }

    public readonly void Dispose()
    {
        ArrayPool<char>.Shared.Return(_array);
        if (_isTracked)
            ArrayPool<Origin>.Shared.Return(_origins);
    }

    private void Reserve(int count)
    {
        if (_array.Length - Length < count)
            Grow(count);
    }

    // A file can ask for replacements that replace each other's output and grow without end.
    private void Grow(int count)
    {
        if ((long)Length + count > Array.MaxLength / 2)
            throw new InvalidDataException($"The tokenizer's normalizer makes a text of more than {Array.MaxLength / 2} characters; give it less text at a time, or use a tokenizer that does not multiply it.");
        var capacity = Math.Max(_array.Length * 2, Length + count);
        Replace(ref _array, capacity, Length);
        if (_isTracked)
            Replace(ref _origins, _array.Length, Length);
    }

    private static void Replace<T>(ref T[] array, int capacity, int used)
    {
        var larger = ArrayPool<T>.Shared.Rent(capacity);
        array.AsSpan(0, used).CopyTo(larger);
        ArrayPool<T>.Shared.Return(array);
        array = larger;
    }
}
