namespace Llm.Gen.Tokenization.Templates;

/// <summary>What <c>joiner(sep)</c> gives: nothing at its first call, the separator from then on.</summary>
internal sealed class JoinerValue(Value separator) : Value
{
    private bool _wasCalled;

    public override string TypeName => "Joiner";

    public override bool IsCallable => true;

    public override Value Call(Arguments arguments, Run run)
    {
        arguments.Bind("a joiner");
        var value = _wasCalled ? separator : TextValue.Empty;
        _wasCalled = true;
        return value;
    }
}
