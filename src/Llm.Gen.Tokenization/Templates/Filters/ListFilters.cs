namespace Llm.Gen.Tokenization.Templates;

/// <summary>Filters of lists as a whole.</summary>
internal static class ListFilters
{
    public static IEnumerable<(string Name, Filter Filter)> Rows =>
    [
        ("first", Filter.With([], (value, _, run) => Lookup.Items(value, run).FirstOrDefault() ?? Nothing("first"))),
        ("last", Filter.With([], (value, _, run) => Last(value, run) ?? Nothing("last"))),
        ("reverse", Filter.With([], Reverse)),
        ("sort", Filter.With(["reverse?", "case_sensitive?", "attribute?"], Sort)),
        ("unique", Filter.With(["case_sensitive?", "attribute?"], (value, given, run) => IteratorValue.Generator(Unique(value, given, run)))),
        ("min", Filter.With(["case_sensitive?", "attribute?"], (value, given, run) => Extreme(value, given, -1, run))),
        ("max", Filter.With(["case_sensitive?", "attribute?"], (value, given, run) => Extreme(value, given, 1, run))),
        ("sum", Filter.With(["attribute?", "start?"], Sum)),
        ("batch", Filter.With(["linecount", "fill_with?"], (value, given, run) => IteratorValue.Generator(Batch(value, given, run)))),
        ("slice", Filter.With(["slices", "fill_with?"], (value, given, run) => IteratorValue.Generator(Slice(value, given, run)))),
        ("groupby", Filter.With(["attribute", "default?", "case_sensitive?"], GroupBy)),
    ];

    private static UndefinedValue Nothing(string which) => new($"there is no {which} item; the sequence is empty.");

    private static Value? Last(Value value, Run run) => value switch
    {
        SequenceValue { List: [.., var last] } => last,
        TextValue { Text.Length: > 0 } text => new TextValue(text.At(text.Length!.Value - 1, run)),
        _ => Backwards(value, run).FirstOrDefault(),
    };

    private static IEnumerable<Value> Backwards(Value value, Run run) => value is IteratorValue || value.Length is null
        ? throw new TemplateFault($"'{value.TypeName}' object cannot be read from its end; make it a list with the filter 'list'.")
        : Lookup.List(value, run).Reverse();

    private static Value Reverse(Value value, BoundArguments given, Run run) => value switch
    {
        TextValue text => text.With(CodePoints.Slice(text.Text, new SliceValue(null, null, -1), run)),
        IteratorValue => new ListValue([.. Lookup.List(value, run).Reverse()]),
        SequenceValue or MappingValue or MappingView or UndefinedValue => new IteratorValue($"{value.TypeName}_reverseiterator", Backwards(value, run)),
        _ => throw new TemplateFault($"'{value.TypeName}' object cannot be reversed; a list or text was expected."),
    };

    private static ListValue Sort(Value value, BoundArguments given, Run run)
    {
        var paths = AttributePath.All(given.Given(2));
        return new(Ordering.Sort(Lookup.List(value, run), Key, given.Reverses(0), run));

        Value Key(Value item) => new ListValue([.. paths.Select(path => AttributePath.Folded(path.Get(item, run), given.Flag(1), run))]);
    }

    private static IEnumerable<Value> Unique(Value value, BoundArguments given, Run run)
    {
        var path = given.Given(1) is { } attribute ? AttributePath.Of(attribute) : AttributePath.Whole;
        var seen = new HashSet<Value>(run.Keys);
        foreach (var item in Lookup.Items(value, run))
        {
            if (seen.Add(AttributePath.Folded(path.Get(item, run), given.Flag(0), run)))
                yield return item;
        }
    }

    private static Value Extreme(Value value, BoundArguments given, int sign, Run run)
    {
        var path = given.Given(1) is { } attribute ? AttributePath.Of(attribute) : AttributePath.Whole;
        Value? best = null, bestKey = null;
        foreach (var item in Lookup.Items(value, run))
        {
            var key = AttributePath.Folded(path.Get(item, run), given.Flag(0), run);
            if (bestKey is null || Ordering.Compare(key, bestKey, sign < 0 ? "<" : ">", run) * sign > 0)
                (best, bestKey) = (item, key);
        }

        return best ?? new UndefinedValue("there is no smallest or largest item; the sequence is empty.");
    }

    private static Value Sum(Value value, BoundArguments given, Run run)
    {
        var path = given.Given(0) is { } attribute ? AttributePath.Of(attribute) : AttributePath.Whole;
        var start = given[1] ?? new IntegerValue(0);
        return start is TextValue
            ? throw new TemplateFault("'sum' adds numbers; use the filter 'join' for texts.")
            : Lookup.Items(value, run).Aggregate(start, (sum, item) => Arithmetic.Apply("+", sum, path.Get(item, run), run));
    }

    private static IEnumerable<Value> Batch(Value value, BoundArguments given, Run run)
    {
        var size = given.Number(0, 0);
        var row = new List<Value>();
        foreach (var item in Lookup.Items(value, run))
        {
            if (row.Count == size)
            {
                yield return new ListValue(row);
                row = [];
            }

            row.Add(item);
        }

        if (row.Count == 0)
            yield break;
        if (given.Given(1) is { } fill && row.Count < size)
        {
            run.Spend(size - row.Count);
            row.AddRange(Enumerable.Repeat(fill, size - row.Count));
        }

        yield return new ListValue(row);
    }

    private static IEnumerable<Value> Slice(Value value, BoundArguments given, Run run)
    {
        var items = Lookup.List(value, run);
        var slices = given.Number(0, 0);
        if (slices == 0)
            throw new TemplateFault("'slice' into 0 parts; give 1 or more.");
        var (length, longer, start) = (items.Count / slices, items.Count % slices, 0);
        for (var index = 0; index < slices; index++)
        {
            run.Spend(1);
            var end = start + length + (index < longer ? 1 : 0);
            var part = items.Skip(start).Take(end - start);
            run.Spend(end - start);
            yield return new ListValue(given.Given(1) is { } fill && index >= longer ? [.. part, fill] : [.. part]);
            start = end;
        }
    }

    private static ListValue GroupBy(Value value, BoundArguments given, Run run)
    {
        var (path, usual, isCaseSensitive) = (AttributePath.Of(given.Required(0)), given.Given(1), given.Flag(2));
        var groups = new List<Value>();
        var current = new List<Value>();
        Value? key = null;
        foreach (var item in Ordering.Sort(Lookup.List(value, run), Key, descending: false, run))
        {
            var next = Key(item);
            if (key is not null && !Equality.Holds(key, next, run))
            {
                Close();
                current = [];
            }

            key = next;
            current.Add(item);
        }

        if (key is not null)
            Close();
        return new(groups);

        Value Key(Value item) => AttributePath.Folded(path.Get(item, run, usual), isCaseSensitive, run);

        void Close() => groups.Add(new TupleValue([path.Get(current[0], run, usual), new ListValue(current)], ["grouper", "list"]));
    }
}
