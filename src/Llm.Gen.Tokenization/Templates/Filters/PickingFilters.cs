namespace Llm.Gen.Tokenization.Templates;

/// <summary>Filters that go through a list item by item: <c>map</c>, <c>select</c> and their like.</summary>
internal static class PickingFilters
{
    public static IEnumerable<(string Name, Filter Filter)> Rows =>
    [
        ("map", new(Map)),
        ("select", new((value, arguments, run) => Pick(value, arguments, hasAttribute: false, picks: true, run))),
        ("reject", new((value, arguments, run) => Pick(value, arguments, hasAttribute: false, picks: false, run))),
        ("selectattr", new((value, arguments, run) => Pick(value, arguments, hasAttribute: true, picks: true, run))),
        ("rejectattr", new((value, arguments, run) => Pick(value, arguments, hasAttribute: true, picks: false, run))),
    ];

    private static IteratorValue Map(Value value, Arguments arguments, Run run)
    {
        return IteratorValue.Generator(Generate());

        IEnumerable<Value> Generate()
        {
            if (!value.IsTrue)
                yield break;
            var apply = Mapping(arguments, run);
            foreach (var item in Lookup.Items(value, run))
                yield return apply(item);
        }
    }

    private static Func<Value, Value> Mapping(Arguments arguments, Run run)
    {
        if (arguments.Positional.Count == 0)
        {
            var given = arguments.Bind("the filter 'map'", "attribute", "default?");
            var path = AttributePath.Of(given.Required(0));
            return item => path.Get(item, run, given.Given(1));
        }

        var filter = FilterNames.Find(Name(arguments.Positional[0], "filter"));
        var rest = arguments with { Positional = [.. arguments.Positional.Skip(1)] };
        return item => filter.Apply(item, rest, run);
    }

    private static IteratorValue Pick(Value value, Arguments arguments, bool hasAttribute, bool picks, Run run)
    {
        return IteratorValue.Generator(Generate());

        IEnumerable<Value> Generate()
        {
            if (!value.IsTrue)
                yield break;
            if (hasAttribute && arguments.Positional.Count == 0)
                throw new TemplateFault("'selectattr' and 'rejectattr' need the name of an attribute.");
            var path = hasAttribute ? AttributePath.Of(arguments.Positional[0]) : AttributePath.Whole;
            var holds = Condition(arguments with { Positional = [.. arguments.Positional.Skip(hasAttribute ? 1 : 0)] }, run);
            foreach (var item in Lookup.Items(value, run))
            {
                if (holds(path.Get(item, run)) == picks)
                    yield return item;
            }
        }
    }

    private static Func<Value, bool> Condition(Arguments arguments, Run run)
    {
        if (arguments.Positional.Count == 0)
            return item => item.IsTrue;
        var test = TestNames.Find(Name(arguments.Positional[0], "test"));
        var rest = arguments with { Positional = [.. arguments.Positional.Skip(1)] };
        return item => test.Holds(item, rest, run);
    }

    private static string Name(Value value, string kind) =>
        value is TextValue text ? text.Text : throw new TemplateFault($"the name of a {kind} is a text, not '{value.TypeName}'.");
}
