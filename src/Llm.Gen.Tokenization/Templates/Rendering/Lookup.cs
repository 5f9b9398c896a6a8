namespace Llm.Gen.Tokenization.Templates;

/// <summary><c>value.name</c> and <c>value[key]</c>: the one falls back to the other, and both to an undefined value.</summary>
internal static class Lookup
{
    public static Value Attribute(Value value, string name, Run run)
    {
        if (value is UndefinedValue undefined)
            throw undefined.Fault;
        return value.Attribute(name) ?? value.Item(new TextValue(name), run) ?? UndefinedValue.Attribute(value, name);
    }

    public static Value Item(Value value, Value key, Run run)
    {
        if (value is UndefinedValue undefined)
            throw undefined.Fault;
        if (key is SliceValue)
            return value.Item(key, run) ?? throw new TemplateFault($"'{value.TypeName}' object cannot be cut by [start:stop]; a list or text was expected.");
        return value.Item(key, run) ?? (key is TextValue name ? value.Attribute(name.Text) : null) ?? UndefinedValue.Item(value, key, run);
    }

    /// <summary>The items of a value that has to have some.</summary>
    public static IEnumerable<Value> Items(Value value, Run run) =>
        run.Counted(value.Items(run) ?? throw new TemplateFault($"'{value.TypeName}' object is not iterable; a list, text or mapping was expected."));

    /// <summary>A list of the items.</summary>
    public static IReadOnlyList<Value> List(Value value, Run run) => [.. Items(value, run)];

    /// <summary>The length of a value that has to have one.</summary>
    public static int Length(Value value) =>
        value.Length ?? throw new TemplateFault($"object of type '{value.TypeName}' has no length; a list, text or mapping was expected.");
}
