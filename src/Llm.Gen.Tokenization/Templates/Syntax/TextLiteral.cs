using System.Globalization;
using System.Text;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>The escapes of a text in quotes, as in a Python program. A backslash before anything else stays.</summary>
internal static class TextLiteral
{
    public static string Read(string text, int line)
    {
        if (!text.Contains('\\'))
            return text;
        var result = new StringBuilder(text.Length);
        for (var position = 0; position < text.Length; position++)
        {
            if (text[position] != '\\' || position + 1 == text.Length)
                result.Append(text[position]);
            else
                position = Escape(text, position + 1, result, line);
        }

        return result.ToString();
    }

    // Gives the place of the last character that belongs to the escape.
    private static int Escape(string text, int position, StringBuilder result, int line)
    {
        switch (text[position])
        {
            case '\n':
                return position;
            case '\\' or '\'' or '"':
                result.Append(text[position]);
                return position;
            case 'x':
                return Number(text, position, 2, result, line);
            case 'u':
                return Number(text, position, 4, result, line);
            case 'U':
                return Number(text, position, 8, result, line);
            case 'N':
                throw new SyntaxFault(line, @"\N{...} names a character; write the character itself, or \u and its number.");
            case >= '0' and <= '7':
                return Octal(text, position, result);
        }

        var place = "abfnrtv".IndexOf(text[position], StringComparison.Ordinal);
        _ = place >= 0 ? result.Append("\a\b\f\n\r\t\v"[place]) : result.Append('\\').Append(text[position]);
        return position;
    }

    private static int Number(string text, int position, int digits, StringBuilder result, int line)
    {
        if (position + digits >= text.Length || !uint.TryParse(text.AsSpan(position + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) || number > 0x10FFFF)
            throw new SyntaxFault(line, $@"'\{text[position]}' stands before {digits} hexadecimal digits of a character; they are missing or too large.");
        _ = number > 0xFFFF ? result.Append(char.ConvertFromUtf32((int)number)) : result.Append((char)number);
        return position + digits;
    }

    private static int Octal(string text, int position, StringBuilder result)
    {
        var end = position;
        var number = 0;
        for (; end < text.Length && end < position + 3 && text[end] is >= '0' and <= '7'; end++)
            number = number * 8 + text[end] - '0';
        result.Append((char)number);
        return end - 1;
    }
}
