namespace Llm.Gen.Tokenization.Templates;

/// <summary>A part of a template that has a value.</summary>
internal abstract class Expression(int line)
{
    /// <summary>Where it starts, from 1.</summary>
    public int Line { get; } = line;

    public Value Evaluate(Scope scope)
    {
        var outer = scope.Run.Enter(Line);
        var value = Compute(scope);
        scope.Run.Leave(outer);
        return value;
    }

    protected abstract Value Compute(Scope scope);
}
