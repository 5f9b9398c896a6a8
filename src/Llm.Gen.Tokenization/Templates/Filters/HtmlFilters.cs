using System.Text;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>Filters that were made for web pages.</summary>
internal static class HtmlFilters
{
    public static IEnumerable<(string Name, Filter Filter)> Rows =>
    [
        ("safe", Filter.With([], (value, _, run) => new TextValue(Repr.Text(value, run), isSafe: true))),
        ("escape", Escape), ("e", Escape),
        ("forceescape", Filter.OfText([], (text, _, run) => new TextValue(HtmlEscape.Of(text.Text, run), isSafe: true))),
        ("striptags", Filter.OfText([], (text, _, _) => new TextValue(StripTags(text.Text)))),
        ("urlencode", Filter.With([], UrlEncode)),
        ("xmlattr", Filter.With(["autospace?"], Attributes)),
    ];

    private static Filter Escape { get; } = Filter.With([], (value, _, run) => HtmlEscape.Of(value, run));

    private static string StripTags(string text)
    {
        text = Without(Without(text, "<!--", "-->"), "<", ">");
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&#34;", "\"", StringComparison.Ordinal)
            .Replace("&#39;", "'", StringComparison.Ordinal).Replace("&quot;", "\"", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);
    }

    private static string Without(string text, string open, string close)
    {
        var result = new StringBuilder(text.Length);
        var position = 0;
        while (text.IndexOf(open, position, StringComparison.Ordinal) is var start and >= 0 && text.IndexOf(close, start, StringComparison.Ordinal) is var end and >= 0)
        {
            result.Append(text, position, start - position);
            position = end + close.Length;
        }

        return result.Append(text, position, text.Length - position).ToString();
    }

    private static TextValue UrlEncode(Value value, BoundArguments given, Run run)
    {
        if (value is TextValue || value.Items(run) is not { } items)
            return new(Quote(value, keepsSlash: true, run));
        var pairs = value is MappingValue mapping ? MappingMethods.Entries(mapping) : items;
        return new(string.Join('&', run.Counted(pairs).Select(pair => Lookup.List(pair, run) is [var name, var content]
            ? $"{Quote(name, keepsSlash: false, run)}={Quote(content, keepsSlash: false, run)}"
            : throw new TemplateFault("'urlencode' needs a text, a mapping or pairs."))));
    }

    private static string Quote(Value value, bool keepsSlash, Run run)
    {
        var text = Repr.Text(value, run);
        run.SpendText(text.Length * 9L);
        var quoted = Uri.EscapeDataString(text);
        return keepsSlash ? quoted.Replace("%2F", "/", StringComparison.Ordinal) : quoted.Replace("%20", "+", StringComparison.Ordinal);
    }

    private static TextValue Attributes(Value value, BoundArguments given, Run run)
    {
        if (value is not MappingValue mapping)
            throw new TemplateFault($"the filter 'xmlattr' needs a mapping, not '{value.TypeName}'.");
        var parts = new List<string>();
        foreach (var (key, content) in mapping.Entries.Where(entry => entry.Value is not (NoneValue or UndefinedValue)))
        {
            var name = Repr.Text(key, run);
            if (name.AsSpan().IndexOfAny(" \t\n\r\f\v/>=") >= 0)
                throw new TemplateFault($"'{name}' cannot be the name of an attribute; it holds a space or one of / > =.");
            parts.Add($"{HtmlEscape.Of(name, run)}=\"{HtmlEscape.Of(content, run).Text}\"");
        }

        var text = string.Join(' ', parts);
        return new(given.Flag(0, usual: true) && text.Length > 0 ? " " + text : text);
    }
}
