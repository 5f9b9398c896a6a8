namespace Llm.Gen.Tokenization.Templates;

/// <summary>The values of parameters, in the order of these; null for one that was left out.</summary>
internal sealed class BoundArguments(string callee, IReadOnlyList<Value?> values)
{
    public Value? this[int index] => values[index];

    /// <summary>A value that has to be there.</summary>
    public Value Required(int index) => values[index]!;

    /// <summary>A value that is neither left out nor none.</summary>
    public Value? Given(int index) => values[index] is NoneValue ? null : values[index];

    /// <summary>Whether a value is true; <paramref name="usual"/> if it was left out.</summary>
    public bool Flag(int index, bool usual = false) => values[index]?.IsTrue ?? usual;

    /// <summary>Whether a sequence is turned round: true, false or a whole number, as Python wants it there.</summary>
    public bool Reverses(int index) =>
        values[index] is null || Numbers.WholeOrNull(values[index]!) is not null ? Flag(index) : throw new TemplateFault($"'reverse' of {callee} is a '{values[index]!.TypeName}'; expected true or false.");

    /// <summary>A whole number; <paramref name="usual"/> if it was left out or is none.</summary>
    public int Number(int index, int usual) => Given(index) is { } value ? Numbers.Small(value, $"an argument of {callee}") : usual;

    /// <summary>A text that has to be one.</summary>
    public TextValue Text(int index) => values[index] switch
    {
        TextValue text => text,
        UndefinedValue undefined => throw undefined.Fault,
        var other => throw new TemplateFault($"{callee} needs a text, not '{other?.TypeName}'."),
    };

    /// <summary>A text; null if it was left out or is none.</summary>
    public TextValue? TextOrNull(int index) => Given(index) is null ? null : Text(index);
}
