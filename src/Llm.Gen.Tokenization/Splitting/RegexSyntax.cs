using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>
/// Rewrites a regular expression from Oniguruma's Ruby syntax, which tokenizer.json is written in, to .NET's: possessive quantifiers,
/// (?m) for "dot matches all", \h, and \w with Oniguruma's word characters. What has no counterpart is refused by name.
/// </summary>
internal sealed class RegexSyntax
{
    private const string WordCharacters = @"\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\u24B6-\u24E9\u200C\u200D";
    private const string HexDigits = "0-9a-fA-F";

    private readonly string _pattern;
    private readonly StringBuilder _output = new();
    private readonly Stack<int> _groups = new();
    private int _at;
    private int _atom; // where in the output the last atom starts

    private RegexSyntax(string pattern) => _pattern = pattern;

    /// <summary>The expression in .NET's syntax.</summary>
    public static string Translate(string pattern)
    {
        var syntax = new RegexSyntax(pattern);
        if (pattern.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            throw syntax.Refusal("a character beyond U+FFFF");
        while (syntax._at < pattern.Length)
            syntax.Step();
        return syntax._output.ToString();
    }

    private void Step()
    {
        var c = _pattern[_at];
        switch (c)
        {
            case '\\':
                _atom = _output.Length;
                Escape(inClass: false);
                break;
            case '[':
                _atom = _output.Length;
                Class();
                break;
            case '(':
                Group();
                break;
            case ')':
                _atom = _groups.Count > 0 ? _groups.Pop() : _output.Length;
                Copy(1);
                break;
            case '?' or '*' or '+':
                Quantifier(c);
                break;
            case '{':
                Copy(1); // the atom in front stays the atom
                break;
            default:
                if (c != '}' && !IsInterval())
                    _atom = _output.Length;
                Copy(1);
                break;
        }
    }

    // Inside {n,m}: the digits belong to the quantifier, not to an atom.
    private bool IsInterval()
    {
        var open = _pattern.LastIndexOf('{', _at);
        return open > 0 && _pattern[open - 1] != '\\' && _pattern.AsSpan(open + 1, _at - open).IndexOfAnyExcept(",0123456789") < 0;
    }

    private void Quantifier(char quantifier)
    {
        var isPossessive = _at + 1 < _pattern.Length && _pattern[_at + 1] == '+';
        if (!isPossessive)
        {
            Copy(_at + 1 < _pattern.Length && _pattern[_at + 1] == '?' ? 2 : 1);
            return;
        }

        _output.Insert(_atom, "(?>").Append(quantifier).Append(')');
        _at += 2;
    }

    private void Group()
    {
        _groups.Push(_output.Length);
        Copy(1);
        if (!(_at + 1 < _pattern.Length && _pattern[_at] == '?' && char.IsAsciiLetter(_pattern[_at + 1]) || Starts("?-")))
            return;
        Copy(1);
        while (_at < _pattern.Length && _pattern[_at] is var option && (char.IsAsciiLetter(option) || option == '-'))
        {
            if (option is not ('i' or 'm' or 'x' or '-'))
                throw Refusal($"the option (?{option})");
            _output.Append(option == 'm' ? 's' : option);
            _at++;
        }
    }

    private void Class()
    {
        Copy(1);
        var isNegated = Starts("^");
        if (isNegated)
            Copy(1);
        if (Starts("]"))
        {
            _output.Append('\\');
            Copy(1);
        }

        Members(isNegated);
        Copy(1);
    }

    // Up to the bracket that closes the set.
    private void Members(bool isNegated)
    {
        while (_at < _pattern.Length && _pattern[_at] != ']')
        {
            if (Starts("[:"))
                throw Refusal("a POSIX class such as [:alpha:]");
            if (Starts("&&"))
            {
                if (isNegated)
                    throw Refusal("&& in a set that is negated");
                Intersection();
            }
            else if (_pattern[_at] == '[')
            {
                Union(isNegated);
            }
            else if (_pattern[_at] == '\\')
            {
                Escape(inClass: true);
            }
            else
            {
                Copy(1);
            }
        }
    }

    // [ab[cd]] is [abcd].
    private void Union(bool isNegated)
    {
        _at++;
        if (Starts("^"))
            throw Refusal("a negated set inside a set without &&");
        Members(isNegated: true);
        _at++;
        if (isNegated && Starts("&&"))
            throw Refusal("&& in a set that is negated");
    }

    // .NET subtracts instead: [a&&[^b]] is [a-[b]], and [a&&b] is [a-[^b]].
    private void Intersection()
    {
        _at += 2;
        var isSet = Starts("[");
        var isNegated = Starts("[^");
        _at += isNegated ? 2 : isSet ? 1 : 0;
        _output.Append(isNegated ? "-[" : "-[^");
        Members(isNegated: true);
        _at += isSet ? 1 : 0;
        _output.Append(']');
        if (!Starts("]"))
            throw Refusal("more than one && in a set");
    }

    private void Escape(bool inClass)
    {
        var name = _at + 1 < _pattern.Length ? _pattern[_at + 1] : '\0';
        switch (name)
        {
            case 'w':
                Set(WordCharacters, inClass, isNegative: false);
                break;
            case 'W' when !inClass:
                Set(WordCharacters, inClass, isNegative: true);
                break;
            case 'h':
                Set(HexDigits, inClass, isNegative: false);
                break;
            case 'H' when !inClass:
                Set(HexDigits, inClass, isNegative: true);
                break;
            case 'x' when Starts(@"\x{"):
                CodePoint();
                break;
            case 'p' or 'P' when Starts(@"\p{^") || Starts(@"\P{^"):
                _output.Append(name == 'p' ? @"\P{" : @"\p{");
                _at += 4;
                Copy(_pattern.AsSpan(_at).IndexOf('}') + 1);
                break;
            case 'p' or 'P' when Script() is { } script:
                Set(script, inClass, isNegative: name == 'P');
                _at = _pattern.IndexOf('}', _at) + 1;
                break;
            case 'p' or 'P':
                Copy(Math.Max(2, _pattern.AsSpan(_at).IndexOf('}') + 1));
                break;
            case 'W' or 'H' or 'R' or 'X' or 'K' or 'N' or 'O' or 'y' or 'Y' or 'g' or 'M' or 'C':
                throw Refusal($@"\{name}");
            default:
                Copy(2);
                break;
        }
    }

    // \p{Han}: .NET knows categories and blocks, but no scripts. What is beyond U+FFFF is shown to it as a stand-in of the same script.
    private string? Script()
    {
        var end = _pattern.IndexOf('}', _at);
        if (end < 0 || _at + 3 > end || Scripts.Named(_pattern[(_at + 3)..end]) is var script && script == Scripts.None)
            return null;
        return string.Concat(Scripts.RangesOf(script).Where(range => range.End <= char.MaxValue).Select(range => $@"\u{range.Start:X4}-\u{range.End:X4}"));
    }

    private void Set(string characters, bool inClass, bool isNegative)
    {
        if (inClass && isNegative)
            throw Refusal("a negated script inside a set");
        _output.Append(inClass ? characters : isNegative ? $"[^{characters}]" : $"[{characters}]");
        _at += 2;
    }

    private void CodePoint()
    {
        var end = _pattern.IndexOf('}', _at);
        if (end < 0 || !ushort.TryParse(_pattern.AsSpan(_at + 3, end - _at - 3), System.Globalization.NumberStyles.HexNumber, null, out var value))
            throw Refusal("a character beyond U+FFFF");
        _output.Append($@"\u{value:X4}");
        _at = end + 1;
    }

    private bool Starts(string text) => _pattern.AsSpan(_at).StartsWith(text, StringComparison.Ordinal);

    private void Copy(int count)
    {
        count = Math.Min(count, _pattern.Length - _at);
        _output.Append(_pattern, _at, count);
        _at += count;
    }

    private NotSupportedException Refusal(string what) =>
        new($"the regular expression '{_pattern}' uses {what}, which is not supported.");
}
