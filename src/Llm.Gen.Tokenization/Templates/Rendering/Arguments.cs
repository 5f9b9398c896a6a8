namespace Llm.Gen.Tokenization.Templates;

/// <summary>What a call is given.</summary>
/// <param name="Positional">Values by position.</param>
/// <param name="Named">Values by name.</param>
internal sealed record Arguments(IReadOnlyList<Value> Positional, IReadOnlyList<KeyValuePair<string, Value>> Named)
{
    public static Arguments None { get; } = new([], []);

    /// <summary>Sorts the values to parameters. A parameter that ends in <c>?</c> may be left out.</summary>
    /// <param name="callee">What is called, for messages.</param>
    /// <param name="parameters">The names.</param>
    public BoundArguments Bind(string callee, params ReadOnlySpan<string> parameters)
    {
        if (Positional.Count > parameters.Length)
            throw new TemplateFault($"{callee} takes at most {parameters.Length} arguments; {Positional.Count} were given.");
        var values = new Value?[parameters.Length];
        for (var index = 0; index < Positional.Count; index++)
            values[index] = Positional[index];
        foreach (var (name, value) in Named)
        {
            var index = IndexOf(parameters, name);
            if (index < 0)
                throw new TemplateFault($"{callee} has no argument '{name}'{Known(parameters)}.");
            if (values[index] is not null)
                throw new TemplateFault($"{callee} is given '{name}' twice.");
            values[index] = value;
        }

        for (var index = 0; index < values.Length; index++)
        {
            if (values[index] is null && !parameters[index].EndsWith('?'))
                throw new TemplateFault($"{callee} needs the argument '{parameters[index]}'.");
        }

        return new(callee, values);
    }

    private static int IndexOf(ReadOnlySpan<string> parameters, string name)
    {
        for (var index = 0; index < parameters.Length; index++)
        {
            if (parameters[index].AsSpan().TrimEnd('?').SequenceEqual(name))
                return index;
        }

        return -1;
    }

    private static string Known(ReadOnlySpan<string> parameters) =>
        parameters.IsEmpty ? "; it takes none" : $"; it takes {string.Join(", ", parameters.ToArray().Select(name => name.TrimEnd('?')))}";
}
