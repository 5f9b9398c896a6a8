namespace Llm.Gen.Architectures;

/// <summary>An option of a component: an argument of its constructor.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="Value">The argument as JSON spells it: <c>2</c>, <c>0.5</c>, <c>true</c>, <c>"word"</c>.</param>
public sealed record OwnOption(string Name, string Value)
{
    /// <summary>A whole number.</summary>
    public static OwnOption Of(string name, long value) => new(name, JsonWriter.Number(value).Spelling);

    /// <summary>A number; a whole one keeps its point.</summary>
    public static OwnOption Of(string name, double value) => new(name, JsonWriter.Number(value).Spelling);

    /// <summary>True or false.</summary>
    public static OwnOption Of(string name, bool value) => new(name, value ? "true" : "false");

    /// <summary>A word.</summary>
    public static OwnOption Of(string name, string value) => new(name, JsonWriter.Quote(value));

    /// <summary>Whether a text can be the name of a parameter.</summary>
    public static bool IsName(string text) =>
        text.Length > 0 && text.All(letter => letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_') && text[0] is not (>= '0' and <= '9');

    /// <summary>What a value of a file means; null where it is none of the four.</summary>
    internal static OwnOption? Read(string name, JsonValue value) => value switch
    {
        JsonNumber number when number.Spelling.All(letter => letter is '-' or (>= '0' and <= '9')) => new(name, number.Spelling),
        JsonNumber number => Of(name, number.Value),
        JsonBoolean or JsonString => new(name, value.Text),
        _ => null,
    };

    /// <summary>The value as a file has it.</summary>
    internal JsonValue ToJson() => JsonReader.Read(Value) is var value && value is JsonString word ? new JsonString(word.Value) : value with { Position = default };
}
