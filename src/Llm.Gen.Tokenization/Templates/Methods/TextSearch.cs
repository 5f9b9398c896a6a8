namespace Llm.Gen.Tokenization.Templates;

/// <summary>Places of a text in another, in code points.</summary>
internal static class TextSearch
{
    public static Value Find(TextValue text, BoundArguments given, bool fromEnd, Run run)
    {
        var sought = given.Text(0).Text;
        if (Part(text, given, run) is not { } part)
            return new IntegerValue(-1);
        run.SpendSearch(part, sought);
        var place = sought.Length == 0 ? fromEnd ? part.Length : 0
            : fromEnd ? part.LastIndexOf(sought, StringComparison.Ordinal) : part.IndexOf(sought, StringComparison.Ordinal);
        return new IntegerValue(place < 0 ? -1 : Start(text, given) + CodePoints.Count(part[..place]));
    }

    public static Value Require(Value place) =>
        place is IntegerValue { Number.Sign: < 0 } ? throw new TemplateFault("index() did not find the text; find() gives -1 instead.") : place;

    public static Value Count(TextValue text, BoundArguments given, Run run)
    {
        var sought = given.Text(0).Text;
        if (Part(text, given, run) is not { } part)
            return new IntegerValue(0);
        run.SpendSearch(part, sought);
        if (sought.Length == 0)
            return new IntegerValue(CodePoints.Count(part) + 1);
        var count = 0;
        for (var place = 0; (place = part.IndexOf(sought, place, StringComparison.Ordinal)) >= 0; place += sought.Length)
            count++;
        return new IntegerValue(count);
    }

    /// <summary>What <c>start</c> and <c>end</c> pick from a text; null if they start beyond it.</summary>
    public static string? Part(TextValue text, BoundArguments given, Run run)
    {
        if (given.Given(1) is null && given.Given(2) is null)
            return text.Text;
        if (Start(text, given) > text.Length)
            return null;
        return CodePoints.Slice(text.Text, new SliceValue(SliceValue.Part(given[1]), SliceValue.Part(given[2]), null), run);
    }

    private static int Start(TextValue text, BoundArguments given)
    {
        var start = given.Number(1, 0);
        return start < 0 ? Math.Max(0, start + text.Length!.Value) : start;
    }
}
