namespace Llm.Gen.Tokenization.Templates;

/// <summary>Filters of any value.</summary>
internal static class ValueFilters
{
    public static IEnumerable<(string Name, Filter Filter)> Rows =>
    [
        ("default", Default), ("d", Default),
        ("length", Length), ("count", Length),
        ("string", Filter.With([], (value, _, run) => value as TextValue ?? new(Repr.Text(value, run)))),
        ("list", Filter.With([], (value, _, run) => new ListValue(Lookup.List(value, run)))),
        ("items", Filter.With([], (value, _, _) => IteratorValue.Generator(Items(value)))),
        ("attr", Filter.With(["name"], (value, given, _) => value is UndefinedValue undefined
            ? throw undefined.Fault
            : value.Attribute(given.Text(0).Text) ?? UndefinedValue.Attribute(value, given.Text(0).Text))),
        ("tojson", Filter.With(["ensure_ascii?", "indent?", "separators?", "sort_keys?"], ToJson)),
        ("dictsort", Filter.With(["case_sensitive?", "by?", "reverse?"], SortEntries)),
    ];

    private static Filter Default { get; } = Filter.With(["default_value?", "boolean?"], (value, given, _) =>
        value is UndefinedValue || (given.Flag(1) && !value.IsTrue) ? given[0] ?? TextValue.Empty : value);

    private static Filter Length { get; } = Filter.With([], (value, _, _) => new IntegerValue(Lookup.Length(value)));

    // Fails, if at all, when the first entry is asked for.
    private static IEnumerable<Value> Items(Value value)
    {
        if (value is UndefinedValue)
            yield break;
        if (value is not MappingValue mapping)
            throw new TemplateFault($"the filter 'items' needs a mapping, not '{value.TypeName}'.");
        foreach (var entry in MappingMethods.Entries(mapping))
            yield return entry;
    }

    private static Value ToJson(Value value, BoundArguments given, Run run)
    {
        var separators = given.Given(2) is { } pair ? Lookup.List(pair, run) : null;
        if (separators is not (null or [TextValue, TextValue]))
            throw new TemplateFault("the separators of tojson are two texts, between items and after names.");
        var json = new JsonText(run)
        {
            IsAscii = given.Flag(0),
            Indent = given.Given(1) switch
            {
                null => null,
                TextValue text => text.Text,
                var number => Spaces(Numbers.Small(number, "the indent of tojson"), run),
            },
            SortsKeys = given.Flag(3),
            ItemSeparator = (separators?[0] as TextValue)?.Text,
            NameSeparator = (separators?[1] as TextValue)?.Text ?? ": ",
        };
        return new TextValue(json.Write(value));
    }

    private static string Spaces(int count, Run run)
    {
        run.SpendText(Math.Max(count, 0));
        return new string(' ', Math.Max(count, 0));
    }

    private static Value SortEntries(Value value, BoundArguments given, Run run)
    {
        if (value is not MappingValue mapping)
            throw value is UndefinedValue undefined ? undefined.Fault : new TemplateFault($"the filter 'dictsort' needs a mapping, not '{value.TypeName}'.");
        var by = given[1] is null ? "key" : given.Text(1).Text;
        if (by is not ("key" or "value"))
            throw new TemplateFault($"'dictsort' sorts by 'key' or 'value', not by '{by}'.");
        var place = by == "key" ? 0 : 1;
        run.Spend(mapping.Entries.Count);
        return new ListValue(Ordering.Sort([.. MappingMethods.Entries(mapping)], entry => AttributePath.Folded(((TupleValue)entry).List[place], given.Flag(0), run), given.Reverses(2), run));
    }
}
