using System.Buffers;

namespace Llm.Gen.Tokenization;

/// <summary>A text under construction in pooled memory.</summary>
internal ref struct TextBuffer
{
    private char[] _array;

    public TextBuffer(int capacity) => _array = ArrayPool<char>.Shared.Rent(Math.Max(capacity, 16));

    public int Length { get; private set; }

    public readonly ReadOnlySpan<char> Text => _array.AsSpan(0, Length);

    public void Append(char c)
    {
        if (Length == _array.Length)
            Grow(1);
        _array[Length++] = c;
    }

    public void Append(scoped ReadOnlySpan<char> text)
    {
        if (_array.Length - Length < text.Length)
            Grow(text.Length);
        text.CopyTo(_array.AsSpan(Length));
        Length += text.Length;
    }

    /// <summary>Appends a text with one character replaced by another.</summary>
    public void AppendReplacing(scoped ReadOnlySpan<char> text, char old, char replacement)
    {
        var start = Length;
        Append(text);
        _array.AsSpan(start, text.Length).Replace(old, replacement);
    }

    public void Clear() => Length = 0;

    public readonly void Dispose() => ArrayPool<char>.Shared.Return(_array);

    // A file can ask for replacements that replace each other's output and grow without end.
    private void Grow(int count)
    {
        if ((long)Length + count > Array.MaxLength / 2)
            throw new InvalidDataException($"The tokenizer's normalizer makes a text of more than {Array.MaxLength / 2} characters; give it less text at a time, or use a tokenizer that does not multiply it.");
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(_array.Length * 2, Length + count));
        Text.CopyTo(larger);
        ArrayPool<char>.Shared.Return(_array);
        _array = larger;
    }
}
