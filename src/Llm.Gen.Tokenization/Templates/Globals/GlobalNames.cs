namespace Llm.Gen.Tokenization.Templates;

/// <summary>The functions that every template may call: Jinja's own, as far as they depend on nothing but their arguments, and those that Hugging Face adds.</summary>
internal static class GlobalNames
{
    private static readonly Dictionary<string, Value> All = new FunctionValue[]
    {
        new("range", Range),
        new("dict", (arguments, run) => Mapping("dict()", arguments, run)),
        new("namespace", (arguments, run) => new NamespaceValue(Mapping("namespace()", arguments, run))),
        new("cycler", (arguments, _) => new CyclerValue(arguments)),
        new("joiner", (arguments, _) => new JoinerValue(arguments.Bind("joiner()", "sep?")[0] ?? new TextValue(", "))),
        new("raise_exception", (arguments, run) => throw new TemplateFault(Repr.Text(arguments.Bind("raise_exception()", "message").Required(0), run), isRefusal: true)),
        new("strftime_now", (arguments, run) => new TextValue(DateText.Of(run.Now, arguments.Bind("strftime_now()", "format").Text(0).Text, run))),
    }.ToDictionary(function => function.Name, Value (function) => function, StringComparer.Ordinal);

    public static Value? Find(string name) => All.GetValueOrDefault(name);

    private static RangeValue Range(Arguments arguments, Run run)
    {
        var given = arguments.Bind("range()", "start", "stop?", "step?");
        var first = Whole(given, 0);
        return given[1] is null
            ? RangeValue.Of(0, first, 1, run)
            : RangeValue.Of(first, Whole(given, 1), given[2] is null ? 1 : Whole(given, 2), run);
    }

    private static System.Numerics.BigInteger Whole(BoundArguments given, int index) => given.Required(index) switch
    {
        UndefinedValue undefined => throw undefined.Fault,
        var value => Numbers.WholeOrNull(value) ?? throw new TemplateFault($"range() needs integers, not '{value.TypeName}'."),
    };

    private static MappingValue Mapping(string callee, Arguments arguments, Run run)
    {
        if (arguments.Positional.Count > 1)
            throw new TemplateFault($"{callee} takes one mapping or list of pairs and named values; {arguments.Positional.Count} were given by position.");
        var mapping = new MappingValue(run);
        if (arguments.Positional is [MappingValue source])
        {
            run.Spend(source.Entries.Count);
            foreach (var (key, value) in source.Entries)
                mapping.Set(key, value);
        }
        else if (arguments.Positional is [var pairs])
        {
            foreach (var pair in Lookup.Items(pairs, run))
            {
                if (Lookup.List(pair, run) is not [var key, var value])
                    throw new TemplateFault($"{callee} needs pairs of a key and a value.");
                mapping.Set(key, value);
            }
        }

        foreach (var (name, value) in arguments.Named)
            mapping.Set(name, value);
        return mapping;
    }
}
