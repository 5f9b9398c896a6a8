namespace Llm.Gen.Tokenization;

/// <summary>Reads a pattern: <c>{"String": ...}</c> or <c>{"Regex": ...}</c>.</summary>
internal static class PatternReader
{
    public static TextPattern Read(Component component)
    {
        component.Allow("String", "Regex");
        if (component.OptionalText("Regex") is { } regex)
            return new RegexPattern(regex);
        var literal = component.Text("String");
        return literal.Length > 0
            ? new LiteralPattern(literal)
            : throw new InvalidDataException($"{component.Place}.String is empty; a pattern must have something to find.");
    }
}
