namespace Llm.Gen.Architectures;

/// <summary>One value of a JSON text, with the place it stood at.</summary>
public abstract record JsonValue
{
    /// <summary>Where it begins, counted in lines and columns from 1; (0, 0) for one that was not read.</summary>
    public JsonPosition Position { get; init; }

    /// <summary>What kind of value it is, as a message names it: "a number", "an object".</summary>
    public abstract string Kind { get; }

    /// <summary>The value on one line, as a message or a comparison shows it.</summary>
    public abstract string Text { get; }
}
