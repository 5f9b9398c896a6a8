namespace Llm.Gen.Tokenization.Templates;

/// <summary>A function that templates may call.</summary>
internal sealed class FunctionValue(string name, Func<Arguments, Run, Value> call) : Value
{
    public override string TypeName => "function";

    public override bool IsCallable => true;

    public string Name => name;

    public override Value Call(Arguments arguments, Run run) => call(arguments, run);
}
