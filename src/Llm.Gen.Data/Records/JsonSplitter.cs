namespace Llm.Gen.Data;

/// <summary>Finds where JSON values end, byte by byte: it knows strings and brackets, and leaves everything else to the parser.</summary>
internal sealed class JsonSplitter(string path)
{
    private static ReadOnlySpan<byte> Preamble => [0xEF, 0xBB, 0xBF];

    private bool _isArray, _hasBegun, _hasEnded, _isInText, _isEscaped, _isInItem;
    private int _depth, _marks;                             // brackets open; bytes of a byte order mark seen
    private long _line = 1;

    /// <summary>What becomes of a byte.</summary>
    internal enum Step
    {
        /// <summary>It stands between values.</summary>
        Skip,

        /// <summary>It is part of a value.</summary>
        Keep,

        /// <summary>The value before it is whole.</summary>
        End,
    }

    /// <summary>The line where the present value began, or the last one.</summary>
    internal long ItemLine { get; private set; } = 1;

    internal Step Next(byte c)
    {
        if (c == '\n')
            _line++;
        if (!_hasBegun)
            return Begin(c);
        return _isArray ? OfArray(c) : OfLines(c);
    }

    private Step Begin(byte c)
    {
        if (_marks < 3 && c == Preamble[_marks])
        {
            _marks++;
            return Step.Skip;
        }
        if (IsSpace(c))
            return Step.Skip;
        _hasBegun = true;
        if (c == '[')
        {
            _isArray = true;
            return Step.Skip;
        }
        return Keep();
    }

    private Step OfLines(byte c)
    {
        if (c == '\n')
        {
            var had = _isInItem;
            _isInItem = false;
            return had ? Step.End : Step.Skip;
        }
        return !_isInItem && IsSpace(c) ? Step.Skip : Keep();
    }

    private Step OfArray(byte c)
    {
        if (_hasEnded)
            return IsSpace(c) ? Step.Skip : throw new InvalidDataException($"{path}, line {_line:N0}: there is more after the end of the array; expected one array, or one record a line.");
        if (_isInText)
        {
            (_isInText, _isEscaped) = (c != '"' || _isEscaped, c == '\\' && !_isEscaped);
            return Step.Keep;
        }
        if (_depth == 0 && (c == ',' || c == ']'))
        {
            _hasEnded = c == ']';
            if (!_isInItem && c == ',')
                throw new InvalidDataException($"{path}, line {_line:N0}: there is no record before this comma; remove it.");
            var had = _isInItem;
            _isInItem = false;
            return had ? Step.End : Step.Skip;
        }
        if (_depth == 0 && IsSpace(c))
            return _isInItem ? Step.Keep : Step.Skip;
        _isInText = c == '"';
        _depth += c is (byte)'{' or (byte)'[' ? 1 : c is (byte)'}' or (byte)']' ? -1 : 0;
        return Keep();
    }

    private Step Keep()
    {
        if (!_isInItem)
            ItemLine = _line;
        _isInItem = true;
        return Step.Keep;
    }

    /// <exception cref="InvalidDataException">The array is not closed.</exception>
    internal void RequireEnd()
    {
        if (_isArray && !_hasEnded)
            throw new InvalidDataException($"{path}, line {_line:N0}: the file ends within its array{(_isInItem ? $", in the record that begins in line {ItemLine:N0}" : "")}; expected a closing bracket. Is the file whole?");
    }

    private static bool IsSpace(byte c) => c is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
}
