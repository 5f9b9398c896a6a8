namespace Llm.Gen.Tokenization.Templates;

/// <summary>What stands behind <c>is</c>.</summary>
/// <param name="Parameters">The names of its arguments.</param>
/// <param name="Claim">Whether it holds for a value.</param>
internal sealed record Test(string[] Parameters, Func<Value, BoundArguments, Run, bool> Claim)
{
    public bool Holds(Value value, Arguments arguments, Run run) => Claim(value, arguments.Bind("the test", Parameters), run);

    public static Test Of(Func<Value, bool> claim) => new([], (value, _, _) => claim(value));

    /// <summary>A test that compares with another value.</summary>
    public static Test With(Func<Value, Value, Run, bool> claim) => new(["other"], (value, given, run) => claim(value, given.Required(0), run));
}
