namespace Llm.Gen.Tokenization.Templates;

/// <summary><c>in</c>.</summary>
internal static class Containment
{
    public static bool Holds(Value item, Value container, Run run) => container switch
    {
        TextValue text when item is TextValue part => Contains(text.Text, part.Text, run),
        TextValue when item is UndefinedValue undefined => throw undefined.Fault,
        TextValue => throw new TemplateFault($"'in' of a text needs a text on its left, not '{item.TypeName}'."),
        MappingValue mapping => mapping.TryGet(item, out _),
        _ => (container.Items(run) ?? throw new TemplateFault($"'in' needs a text, list or mapping on its right, not '{container.TypeName}'."))
            .Any(other => ReferenceEquals(item, other) || Equality.Holds(item, other, run)),
    };

    private static bool Contains(string text, string part, Run run)
    {
        run.SpendSearch(text, part);
        return text.Contains(part, StringComparison.Ordinal);
    }
}
