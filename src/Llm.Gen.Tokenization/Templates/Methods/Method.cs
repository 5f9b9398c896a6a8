namespace Llm.Gen.Tokenization.Templates;

/// <summary>A method that templates may call on values of a kind.</summary>
/// <param name="Parameters">The names; one that ends in <c>?</c> may be left out.</param>
/// <param name="Call">What it does.</param>
/// <typeparam name="T">The kind of values.</typeparam>
internal sealed record Method<T>(string[] Parameters, Func<T, BoundArguments, Run, Value> Call)
    where T : Value
{
    /// <summary>Whether arguments may be given by name. Default no, as for most methods of Python.</summary>
    public bool TakesNames { get; init; }

    /// <summary>The method of one value.</summary>
    public FunctionValue Of(T value, string name) => new(name, (arguments, run) => TakesNames || arguments.Named.Count == 0
        ? Call(value, arguments.Bind($"{name}()", Parameters), run)
        : throw new TemplateFault($"{name}() takes its arguments by position only; leave the name '{arguments.Named[0].Key}' away."));
}
