namespace Llm.Gen.Tokenization.Templates;

/// <summary><c>{% set target = value %}</c>.</summary>
internal sealed class SetStatement(int line, AssignTarget target, Expression value) : Statement(line)
{
    protected override Flow Perform(Scope scope)
    {
        target.Assign(value.Evaluate(scope), scope);
        return Flow.Next;
    }
}

/// <summary><c>{% set target %} ... {% endset %}</c>, with filters or without.</summary>
internal sealed class SetBlockStatement(int line, AssignTarget target, Expression value, IReadOnlyList<Statement> body) : Statement(line)
{
    protected override Flow Perform(Scope scope)
    {
        var inner = scope.Inner();
        inner.Set(EnclosedExpression.Name, new TextValue(Capture(body, scope.Capturing())));
        target.Assign(value.Evaluate(inner), scope);
        return Flow.Next;
    }
}

/// <summary><c>{% with a = 1 %}</c>.</summary>
internal sealed class WithStatement(int line, IReadOnlyList<(AssignTarget Target, Expression Value)> variables, IReadOnlyList<Statement> body) : Statement(line)
{
    protected override Flow Perform(Scope scope)
    {
        var inner = scope.Inner();
        foreach (var (target, value) in variables)
            target.Assign(value.Evaluate(scope), inner);
        return Execute(body, inner);
    }
}
