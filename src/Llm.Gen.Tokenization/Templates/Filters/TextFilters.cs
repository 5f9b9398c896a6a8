using System.Text;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>Filters of texts.</summary>
internal static class TextFilters
{
    public static IEnumerable<(string Name, Filter Filter)> Rows =>
    [
        ("upper", Filter.OfText([], (text, _, _) => text.With(CaseMapping.Upper(text.Text)))),
        ("lower", Filter.OfText([], (text, _, _) => text.With(CaseMapping.Lower(text.Text)))),
        ("capitalize", Filter.OfText([], (text, _, _) => text.With(CaseMapping.Capitalize(text.Text)))),
        ("title", Filter.OfText([], (text, _, _) => text.With(Title(text.Text)))),
        ("trim", Filter.OfText(["chars?"], (text, given, run) => TextEnds.Trim(text, given.TextOrNull(0), true, true, run))),
        ("center", Filter.OfText(["width?"], (text, given, run) => TextWidth.Center(text, given.Number(0, 80), null, run))),
        ("wordcount", Filter.OfText([], (text, _, _) => new IntegerValue(Words(text.Text)))),
        ("replace", Filter.OfText(["old", "new", "count?"], (text, given, run) => new TextValue(TextParts.Replace(
            text.Text, Repr.Text(given.Required(0), run), Repr.Text(given.Required(1), run), given.Number(2, -1), run)))),
        ("format", new(Format)),
        ("indent", Filter.With(["width?", "first?", "blank?"], Indent)),
        ("truncate", Filter.With(["length?", "killwords?", "end?", "leeway?"], Truncate)),
        ("join", Filter.With(["d?", "attribute?"], Join)),
    ];

    private static TextValue Format(Value value, Arguments arguments, Run run)
    {
        if (arguments.Positional.Count > 0 && arguments.Named.Count > 0)
            throw new TemplateFault("the filter 'format' takes values by position or by name, not both.");
        var named = new MappingValue(run);
        foreach (var (name, item) in arguments.Named)
            named.Set(name, item);
        return PrintfFormat.Apply(value as TextValue ?? new(Repr.Text(value, run)), arguments.Named.Count > 0 ? named : new TupleValue(arguments.Positional), run);
    }

    private static Value Indent(Value value, BoundArguments given, Run run)
    {
        if (value is not TextValue text)
            throw value is UndefinedValue undefined ? undefined.Fault : new TemplateFault($"the filter 'indent' needs a text, not '{value.TypeName}'.");
        var width = given[0] switch
        {
            TextValue by => by.Text,
            var number => ((TextValue)Arithmetic.Apply("*", new TextValue(" "), number ?? new IntegerValue(4), run)).Text,
        };
        var output = new TextOutput(run);
        var lines = TextParts.Lines(text.With(text.Text + "\n"), keepsEnds: false, run);
        for (var index = 0; index < lines.Count; index++)
        {
            var line = ((TextValue)lines[index]).Text;
            if (index > 0)
                output.Append('\n');
            if (index == 0 ? given.Flag(1) : line.Length > 0 || given.Flag(2))
                output.Append(width);
            output.Append(line);
        }

        return text.With(output.ToString());
    }

    private static Value Truncate(Value value, BoundArguments given, Run run)
    {
        var (length, end, leeway) = (given.Number(0, 255), given.TextOrNull(2) ?? new TextValue("..."), given.Number(3, 5));
        if (length < end.Length || leeway < 0)
            throw new TemplateFault($"'truncate' to {length} characters; at least {end.Length} are needed, and a leeway of 0 or more.");
        if (Lookup.Length(value) <= (long)length + leeway)
            return value;
        if (value is not TextValue text)
            throw new TemplateFault($"the filter 'truncate' needs a text, not '{value.TypeName}'.");
        var kept = CodePoints.Head(text.Text, length - end.Length!.Value);
        var space = given.Flag(1) ? -1 : kept.LastIndexOf(' ');
        return Arithmetic.Join(text.With(space < 0 ? kept : kept[..space]), end, run);
    }

    private static TextValue Join(Value value, BoundArguments given, Run run)
    {
        var separator = given[0] is { } by ? Repr.Text(by, run) : "";
        var path = given.Given(1) is { } attribute ? AttributePath.Of(attribute) : AttributePath.Whole;
        var output = new TextOutput(run);
        var isFirst = true;
        foreach (var item in Lookup.Items(value, run))
        {
            if (!isFirst)
                output.Append(separator);
            isFirst = false;
            output.Append(Repr.Text(path.Get(item, run), run));
        }

        return new(output.ToString());
    }

    // Words begin after white space, hyphens and opening brackets.
    private static string Title(string text)
    {
        var result = new StringBuilder(text.Length);
        var start = 0;
        for (var position = 0; position <= text.Length; position++)
        {
            if (position < text.Length && !Spaces.Is(text[position]) && !"-({[<".Contains(text[position]))
                continue;
            if (position > start)
            {
                var first = CodePoints.UnitsAt(text, start);
                result.Append(CaseMapping.Upper(text.Substring(start, first))).Append(CaseMapping.Lower(text[(start + first)..position]));
            }

            if (position < text.Length)
                result.Append(text[position]);
            start = position + 1;
        }

        return result.ToString();
    }

    private static int Words(string text)
    {
        var (count, isInWord) = (0, false);
        foreach (var point in CodePoints.Split(text))
        {
            var isPart = point == "_" || TextClass.IsLetter(point) || TextClass.IsNumeric(point);
            if (isPart && !isInWord)
                count++;
            isInWord = isPart;
        }

        return count;
    }
}
