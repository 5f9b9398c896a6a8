using System.Globalization;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>A text as a JSON string, with Python's choice of escapes.</summary>
internal static class JsonString
{
    public static void Write(string text, bool isAscii, TextOutput output)
    {
        output.Append('"');
        var from = 0;
        for (var index = 0; index < text.Length; index++)
        {
            if (Escape(text[index], isAscii) is not { } escape)
                continue;
            output.Append(text.AsSpan(from, index - from));
            output.Append(escape);
            from = index + 1;
        }

        output.Append(text.AsSpan(from));
        output.Append('"');
    }

    private static string? Escape(char c, bool isAscii) => c switch
    {
        '"' => "\\\"",
        '\\' => @"\\",
        '\n' => @"\n",
        '\r' => @"\r",
        '\t' => @"\t",
        '\b' => @"\b",
        '\f' => @"\f",
        < ' ' => Number(c),
        > '~' when isAscii => Number(c),
        _ => null,
    };

    private static string Number(char c) => string.Create(CultureInfo.InvariantCulture, $@"\u{(int)c:x4}");
}
