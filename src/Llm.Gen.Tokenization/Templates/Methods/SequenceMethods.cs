namespace Llm.Gen.Tokenization.Templates;

/// <summary>The methods of lists and tuples.</summary>
internal static class SequenceMethods
{
    private static readonly Dictionary<string, Method<SequenceValue>> All = new(StringComparer.Ordinal)
    {
        ["index"] = new(["value", "start?", "stop?"], (sequence, given, run) => Index(sequence, given, run)),
        ["count"] = new(["value"], (sequence, given, run) => new IntegerValue(sequence.List.Count(item => Equality.Holds(item, given.Required(0), run)))),
        ["copy"] = new([], (sequence, _, _) => sequence),
    };

    private static readonly HashSet<string> Changing = ["append", "clear", "extend", "insert", "pop", "remove", "reverse", "sort"];

    public static Value? Find(SequenceValue sequence, string name)
    {
        if (sequence is ListValue && Changing.Contains(name))
            return new UndefinedValue($"'{name}' would change a list, which templates cannot; make a new one with '+'.");
        return All.TryGetValue(name, out var method) && (name != "copy" || sequence is ListValue) ? method.Of(sequence, name) : null;
    }

    private static IntegerValue Index(SequenceValue sequence, BoundArguments given, Run run)
    {
        var places = new SliceValue(SliceValue.Part(given[1]), SliceValue.Part(given[2]), null).Pick(sequence.List.Count);
        foreach (var place in places)
        {
            if (Equality.Holds(sequence.List[place], given.Required(0), run))
                return new(place);
        }

        throw new TemplateFault($"{Repr.Of(given.Required(0), run)} is not in the {sequence.TypeName}.");
    }
}
