namespace Llm.Gen.Tokenization.Templates;

/// <summary>Texts taken apart and put together.</summary>
internal static class TextParts
{
    public static ListValue Split(TextValue text, TextValue? separator, int most, Run run)
    {
        run.SpendSearch(text.Text, separator?.Text ?? "");
        var parts = new List<Value>();
        var position = separator is null ? Spaces.Skip(text.Text, 0) : 0;
        while (most != 0 && End(text.Text, separator, position) is var end and >= 0)
        {
            Add(parts, text.With(text.Text[position..end]), run);
            position = separator is null ? Spaces.Skip(text.Text, end) : end + separator.Text.Length;
            most--;
        }

        var rest = text.Text[position..];
        if (separator is not null)
            Add(parts, text.With(rest), run);
        else if (rest.Length > 0)
            Add(parts, text.With(most == 0 ? rest : Spaces.TrimEnd(rest)), run);
        return new ListValue(parts);
    }

    public static ListValue SplitFromEnd(TextValue text, TextValue? separator, int most, Run run)
    {
        if (most < 0)
            return Split(text, separator, most, run);
        var parts = new List<Value>();
        var rest = separator is null ? Spaces.TrimEnd(text.Text) : text.Text;
        for (; most > 0 && LastEnd(rest, separator) is var end and >= 0; most--)
        {
            Add(parts, text.With(rest[(end + (separator?.Text.Length ?? 1))..]), run);
            run.SpendSearch(rest, separator?.Text ?? "");
            rest = separator is null ? Spaces.TrimEnd(rest[..end]) : rest[..end];
        }

        if (separator is not null || rest.Length > 0)
            Add(parts, text.With(rest), run);
        parts.Reverse();
        return new ListValue(parts);
    }

    public static IReadOnlyList<Value> Lines(TextValue text, bool keepsEnds, Run run)
    {
        var lines = new List<Value>();
        for (int start = 0, next; start < text.Text.Length; start = next)
        {
            var end = start;
            while (end < text.Text.Length && !Spaces.EndsLine(text.Text[end]))
                end++;
            next = Math.Min(text.Text.Length, end + (text.Text.AsSpan(end).StartsWith("\r\n") ? 2 : 1));
            Add(lines, text.With(text.Text[start..(keepsEnds ? next : end)]), run);
        }

        return lines;
    }

    public static TupleValue Partition(TextValue text, TextValue separator, bool fromEnd, Run run)
    {
        Refuse(separator);
        run.SpendSearch(text.Text, separator.Text);
        var place = fromEnd ? text.Text.LastIndexOf(separator.Text, StringComparison.Ordinal) : text.Text.IndexOf(separator.Text, StringComparison.Ordinal);
        if (place < 0)
            return new(fromEnd ? [TextValue.Empty, TextValue.Empty, text] : [text, TextValue.Empty, TextValue.Empty]);
        return new([text.With(text.Text[..place]), separator, text.With(text.Text[(place + separator.Text.Length)..])]);
    }

    public static TextValue Join(TextValue separator, IEnumerable<Value> items, Run run)
    {
        var output = new TextOutput(run);
        var isFirst = true;
        foreach (var item in items)
        {
            if (!isFirst)
                output.Append(separator.Text);
            isFirst = false;
            if (!separator.IsSafe && item is not TextValue)
                throw item is UndefinedValue undefined ? undefined.Fault : new TemplateFault($"join() needs texts, not '{item.TypeName}'; use the filter 'join'.");
            output.Append(separator.IsSafe ? HtmlEscape.Of(item, run).Text : ((TextValue)item).Text);
        }

        return separator.With(output.ToString());
    }

    /// <summary>Replaces at most <paramref name="most"/> times, always if that is negative. An empty text stands between all characters.</summary>
    public static string Replace(string text, string old, string by, int most, Run run)
    {
        if (most == 0)
            return text;
        run.SpendSearch(text, old);
        if (old.Length > 0 && !text.Contains(old, StringComparison.Ordinal))
            return text;
        var output = new TextOutput(run);
        var position = 0;
        for (var next = 0; most != 0 && next >= 0 && (next = text.IndexOf(old, position, StringComparison.Ordinal)) >= 0; most--)
        {
            output.Append(text.AsSpan(position, next - position));
            output.Append(by);
            position = next + old.Length;
            if (old.Length > 0)
                continue;
            if (position == text.Length)
                break;
            var units = CodePoints.UnitsAt(text, position);
            output.Append(text.AsSpan(position, units));
            position += units;
        }

        output.Append(text.AsSpan(position));
        return output.ToString();
    }

    // Where the part from a position ends; negative if it is the last.
    private static int End(string text, TextValue? separator, int position)
    {
        if (separator is not null)
        {
            Refuse(separator);
            return text.IndexOf(separator.Text, position, StringComparison.Ordinal);
        }

        while (position < text.Length && !Spaces.Is(text[position]))
            position++;
        return position < text.Length ? position : -1;
    }

    private static int LastEnd(string text, TextValue? separator)
    {
        if (separator is not null)
        {
            Refuse(separator);
            return text.LastIndexOf(separator.Text, StringComparison.Ordinal);
        }

        var place = text.Length - 1;
        while (place >= 0 && !Spaces.Is(text[place]))
            place--;
        return place;
    }

    private static void Refuse(TextValue separator)
    {
        if (separator.Text.Length == 0)
            throw new TemplateFault("the separator is empty; give a text to split at.");
    }

    private static void Add(List<Value> parts, TextValue part, Run run)
    {
        run.SpendText(part.Text.Length);
        run.Spend(1);
        parts.Add(part);
    }
}
