namespace Llm.Gen.Tokenization.Templates;

/// <summary><c>true</c> or <c>false</c>; in arithmetic 1 or 0.</summary>
internal sealed class BooleanValue : Value
{
    private readonly bool _isTrue;

    private BooleanValue(bool isTrue) => _isTrue = isTrue;

    public static BooleanValue True { get; } = new(true);

    public static BooleanValue False { get; } = new(false);

    public override string TypeName => "bool";

    public override bool IsTrue => _isTrue;

    public static BooleanValue Of(bool isTrue) => isTrue ? True : False;
}
