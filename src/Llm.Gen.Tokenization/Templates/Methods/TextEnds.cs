namespace Llm.Gen.Tokenization.Templates;

/// <summary>What texts start and end with.</summary>
internal static class TextEnds
{
    /// <summary>Without the given characters, or white space, at the ends.</summary>
    public static TextValue Trim(TextValue text, TextValue? characters, bool atStart, bool atEnd, Run run)
    {
        var (start, end) = (0, text.Text.Length);
        if (characters is null || (CodePoints.IsSimple(text.Text) && CodePoints.IsSimple(characters.Text)))
        {
            run.Spend((characters?.Text.Length ?? 1) * (text.Text.Length / 64L));
            while (atStart && start < end && Goes(text.Text[start]))
                start++;
            while (atEnd && end > start && Goes(text.Text[end - 1]))
                end--;
            return text.With(text.Text[start..end]);
        }

        var points = CodePoints.Split(text.Text);
        var set = CodePoints.Split(characters.Text).ToHashSet(StringComparer.Ordinal);
        if (atStart)
            points = points.SkipWhile(set.Contains);
        if (atEnd)
            points = points.Reverse().SkipWhile(set.Contains).Reverse();
        return text.With(string.Concat(points));

        bool Goes(char c) => characters is null ? Spaces.Is(c) : characters.Text.Contains(c);
    }

    public static TextValue Without(TextValue text, string part, bool atStart)
    {
        if (part.Length == 0 || !(atStart ? text.Text.StartsWith(part, StringComparison.Ordinal) : text.Text.EndsWith(part, StringComparison.Ordinal)))
            return text;
        return text.With(atStart ? text.Text[part.Length..] : text.Text[..^part.Length]);
    }

    /// <summary>Whether the text, or a part of it, has one of the given ends.</summary>
    public static BooleanValue Has(TextValue text, BoundArguments given, bool atStart, Run run)
    {
        var part = TextSearch.Part(text, given, run);
        if (part is null)
            return BooleanValue.False;
        var ends = given.Required(0) is TupleValue tuple ? tuple.List : [given.Text(0)];
        return BooleanValue.Of(ends.Any(end => end is TextValue { Text: var other }
            ? atStart ? part.StartsWith(other, StringComparison.Ordinal) : part.EndsWith(other, StringComparison.Ordinal)
            : throw new TemplateFault($"{(atStart ? "startswith" : "endswith")}() needs texts, not '{end.TypeName}'.")));
    }
}
