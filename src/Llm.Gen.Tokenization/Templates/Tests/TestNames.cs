using System.Numerics;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>The tests of Jinja.</summary>
internal static class TestNames
{
    private static readonly Dictionary<string, Test> All = Table();

    public static bool Has(string name) => All.ContainsKey(name);

    /// <exception cref="TemplateFault">There is no such test.</exception>
    public static Test Find(string name) => All.TryGetValue(name, out var test)
        ? test
        : throw new TemplateFault($"there is no test '{name}'; known are {string.Join(", ", All.Keys.Where(key => char.IsAsciiLetter(key[0])).Order(StringComparer.Ordinal))}.");

    private static Dictionary<string, Test> Table()
    {
        var all = new Dictionary<string, Test>(StringComparer.Ordinal)
        {
            // Kinds of values.
            ["defined"] = Test.Of(value => value is not UndefinedValue),
            ["undefined"] = Test.Of(value => value is UndefinedValue),
            ["none"] = Test.Of(value => value is NoneValue),
            ["boolean"] = Test.Of(value => value is BooleanValue),
            ["true"] = Test.Of(value => ReferenceEquals(value, BooleanValue.True)),
            ["false"] = Test.Of(value => ReferenceEquals(value, BooleanValue.False)),
            ["integer"] = Test.Of(value => value is IntegerValue),
            ["float"] = Test.Of(value => value is FloatValue),
            ["number"] = Test.Of(Numbers.Is),
            ["string"] = Test.Of(value => value is TextValue),
            ["mapping"] = Test.Of(value => value is MappingValue),
            ["sequence"] = Test.Of(value => value.HasItems && value.Length is not null),
            ["iterable"] = new([], (value, _, run) => value.Items(run) is not null),
            ["callable"] = Test.Of(value => value.IsCallable),
            ["escaped"] = Test.Of(value => value is TextValue { IsSafe: true }),

            // Numbers and texts.
            ["odd"] = new([], (value, _, run) => IsMultiple(Arithmetic.Apply("-", value, new IntegerValue(1), run), new IntegerValue(2), run)),
            ["even"] = new([], (value, _, run) => IsMultiple(value, new IntegerValue(2), run)),
            ["divisibleby"] = new(["num"], (value, given, run) => IsMultiple(value, given.Required(0), run)),
            ["lower"] = new([], (value, _, run) => TextClass.IsLower(Printed(value, run))),
            ["upper"] = new([], (value, _, run) => TextClass.IsUpper(Printed(value, run))),

            // Pairs.
            ["sameas"] = Test.With(Equality.IsSame),
            ["in"] = new(["seq"], (value, given, run) => Containment.Holds(value, given.Required(0), run)),

            // Names of the language.
            ["filter"] = Test.Of(value => value is TextValue name && FilterNames.Has(name.Text)),
            ["test"] = Test.Of(value => value is TextValue name && Has(name.Text)),
        };
        Add(all, "==", ["==", "eq", "equalto"]);
        Add(all, "!=", ["!=", "ne"]);
        Add(all, ">", [">", "gt", "greaterthan"]);
        Add(all, ">=", [">=", "ge"]);
        Add(all, "<", ["<", "lt", "lessthan"]);
        Add(all, "<=", ["<=", "le"]);
        return all;
    }

    private static void Add(Dictionary<string, Test> all, string sign, string[] names)
    {
        foreach (var name in names)
            all.Add(name, Test.With((value, other, run) => Comparison.Holds(sign, value, other, run)));
    }

    private static string Printed(Value value, Run run)
    {
        var text = Repr.Text(value, run);
        run.SpendText(text.Length);
        return text;
    }

    private static bool IsMultiple(Value value, Value of, Run run) =>
        Arithmetic.Apply("%", value, of, run) is var rest && (rest is FloatValue number ? number.Number == 0 : Numbers.WholeOrNull(rest) == BigInteger.Zero);
}
