namespace Llm.Gen.Tokenization.Templates;

/// <summary>The methods of texts, with the names and arguments of Python's <c>str</c>.</summary>
internal static class TextMethods
{
    private static readonly Dictionary<string, Method<TextValue>> All = new(StringComparer.Ordinal)
    {
        // Case.
        ["upper"] = new([], (text, _, _) => text.With(CaseMapping.Upper(text.Text))),
        ["lower"] = new([], (text, _, _) => text.With(CaseMapping.Lower(text.Text))),
        ["casefold"] = new([], (text, _, _) => text.With(CaseMapping.Lower(text.Text.Replace("ß", "ss", StringComparison.Ordinal).Replace('ς', 'σ')))),
        ["capitalize"] = new([], (text, _, _) => text.With(CaseMapping.Capitalize(text.Text))),
        ["title"] = new([], (text, _, _) => text.With(CaseMapping.TitleWords(text.Text))),
        ["swapcase"] = new([], (text, _, _) => text.With(CaseMapping.Swap(text.Text))),

        // Ends.
        ["strip"] = new(["chars?"], (text, given, run) => TextEnds.Trim(text, given.TextOrNull(0), true, true, run)),
        ["lstrip"] = new(["chars?"], (text, given, run) => TextEnds.Trim(text, given.TextOrNull(0), true, false, run)),
        ["rstrip"] = new(["chars?"], (text, given, run) => TextEnds.Trim(text, given.TextOrNull(0), false, true, run)),
        ["removeprefix"] = new(["prefix"], (text, given, _) => TextEnds.Without(text, given.Text(0).Text, atStart: true)),
        ["removesuffix"] = new(["suffix"], (text, given, _) => TextEnds.Without(text, given.Text(0).Text, atStart: false)),
        ["startswith"] = new(["prefix", "start?", "end?"], (text, given, run) => TextEnds.Has(text, given, atStart: true, run)),
        ["endswith"] = new(["suffix", "start?", "end?"], (text, given, run) => TextEnds.Has(text, given, atStart: false, run)),

        // Parts.
        ["split"] = new(["sep?", "maxsplit?"], (text, given, run) => TextParts.Split(text, given.TextOrNull(0), given.Number(1, -1), run)) { TakesNames = true },
        ["rsplit"] = new(["sep?", "maxsplit?"], (text, given, run) => TextParts.SplitFromEnd(text, given.TextOrNull(0), given.Number(1, -1), run)) { TakesNames = true },
        ["splitlines"] = new(["keepends?"], (text, given, run) => new ListValue(TextParts.Lines(text, given.Flag(0), run))) { TakesNames = true },
        ["partition"] = new(["sep"], (text, given, run) => TextParts.Partition(text, given.Text(0), fromEnd: false, run)),
        ["rpartition"] = new(["sep"], (text, given, run) => TextParts.Partition(text, given.Text(0), fromEnd: true, run)),
        ["join"] = new(["iterable"], (text, given, run) => TextParts.Join(text, Lookup.Items(given.Required(0), run), run)),
        ["replace"] = new(["old", "new", "count?"], (text, given, run) =>
            text.With(TextParts.Replace(text.Text, HtmlEscape.Joining(text, given.Text(0), run), HtmlEscape.Joining(text, given.Text(1), run), given.Number(2, -1), run))),

        // Places.
        ["find"] = new(["sub", "start?", "end?"], (text, given, run) => TextSearch.Find(text, given, fromEnd: false, run)),
        ["rfind"] = new(["sub", "start?", "end?"], (text, given, run) => TextSearch.Find(text, given, fromEnd: true, run)),
        ["index"] = new(["sub", "start?", "end?"], (text, given, run) => TextSearch.Require(TextSearch.Find(text, given, fromEnd: false, run))),
        ["rindex"] = new(["sub", "start?", "end?"], (text, given, run) => TextSearch.Require(TextSearch.Find(text, given, fromEnd: true, run))),
        ["count"] = new(["sub", "start?", "end?"], TextSearch.Count),

        // Width.
        ["center"] = new(["width", "fillchar?"], (text, given, run) => TextWidth.Center(text, given.Number(0, 0), given.TextOrNull(1), run)),
        ["ljust"] = new(["width", "fillchar?"], (text, given, run) => TextWidth.Pad(text, given.Number(0, 0), given.TextOrNull(1), atStart: false, run)),
        ["rjust"] = new(["width", "fillchar?"], (text, given, run) => TextWidth.Pad(text, given.Number(0, 0), given.TextOrNull(1), atStart: true, run)),
        ["zfill"] = new(["width"], (text, given, run) => TextWidth.Zeros(text, given.Number(0, 0), run)),
        ["expandtabs"] = new(["tabsize?"], (text, given, run) => TextWidth.ExpandTabs(text, given.Number(0, 8), run)) { TakesNames = true },

        // Questions.
        ["isalnum"] = new([], (text, _, _) => TextClass.All(text, point => TextClass.IsLetter(point) || TextClass.IsNumeric(point))),
        ["isalpha"] = new([], (text, _, _) => TextClass.All(text, TextClass.IsLetter)),
        ["isascii"] = new([], (text, _, _) => BooleanValue.Of(System.Text.Ascii.IsValid(text.Text))),
        ["isdecimal"] = new([], (text, _, _) => TextClass.All(text, TextClass.IsDecimal)),
        ["isdigit"] = new([], (text, _, _) => TextClass.All(text, TextClass.IsDigit)),
        ["isnumeric"] = new([], (text, _, _) => TextClass.All(text, TextClass.IsNumeric)),
        ["isidentifier"] = new([], (text, _, _) => BooleanValue.Of(TextClass.IsIdentifier(text.Text))),
        ["islower"] = new([], (text, _, _) => BooleanValue.Of(TextClass.IsLower(text.Text))),
        ["isupper"] = new([], (text, _, _) => BooleanValue.Of(TextClass.IsUpper(text.Text))),
        ["istitle"] = new([], (text, _, _) => BooleanValue.Of(TextClass.IsTitle(text.Text))),
        ["isspace"] = new([], (text, _, _) => TextClass.All(text, point => Spaces.Is(point[0]))),
        ["isprintable"] = new([], (text, _, _) => BooleanValue.Of(CodePoints.Split(text.Text).All(CodePoints.IsPrintable))),
    };

    public static Value? Find(TextValue text, string name) => name switch
    {
        "format" => new FunctionValue(name, (arguments, run) => BraceFormat.Apply(text, arguments.Positional, Named(arguments, run), run)),
        "format_map" => new FunctionValue(name, (arguments, run) => arguments.Bind("format_map()", "mapping").Required(0) is MappingValue mapping
            ? BraceFormat.Apply(text, [], mapping, run)
            : throw new TemplateFault("format_map() needs a mapping.")),
        _ => All.TryGetValue(name, out var method) ? Counted(text, method.Of(text, name)) : null,
    };

    // Every method looks at the whole text.
    private static FunctionValue Counted(TextValue text, FunctionValue method) => new(method.Name, (arguments, run) =>
    {
        run.SpendText(text.Text.Length);
        return method.Call(arguments, run);
    });

    private static MappingValue Named(Arguments arguments, Run run)
    {
        var mapping = new MappingValue(run);
        foreach (var (name, value) in arguments.Named)
            mapping.Set(name, value);
        return mapping;
    }
}
