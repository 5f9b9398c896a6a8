namespace Llm.Gen.Tokenization.Templates;

/// <summary><c>{% if %}</c> with its branches.</summary>
internal sealed class IfStatement(int line, IReadOnlyList<(Expression Condition, IReadOnlyList<Statement> Body)> branches, IReadOnlyList<Statement> otherwise) : Statement(line)
{
    protected override Flow Perform(Scope scope)
    {
        foreach (var (condition, body) in branches)
        {
            if (condition.Evaluate(scope).IsTrue)
                return Execute(body, scope);
        }

        return Execute(otherwise, scope);
    }
}

/// <summary><c>{% break %}</c> or <c>{% continue %}</c>.</summary>
internal sealed class JumpStatement(int line, Flow flow) : Statement(line)
{
    protected override Flow Perform(Scope scope) => flow;
}
