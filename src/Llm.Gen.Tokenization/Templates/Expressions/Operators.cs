namespace Llm.Gen.Tokenization.Templates;

/// <summary>An operator of arithmetic between two values.</summary>
internal sealed class ArithmeticExpression(int line, string sign, Expression left, Expression right) : Expression(line)
{
    protected override Value Compute(Scope scope) => Arithmetic.Apply(sign, left.Evaluate(scope), right.Evaluate(scope), scope.Run);
}

/// <summary><c>-value</c> or <c>+value</c>.</summary>
internal sealed class SignExpression(int line, bool isMinus, Expression value) : Expression(line)
{
    protected override Value Compute(Scope scope) => isMinus ? Arithmetic.Negate(value.Evaluate(scope)) : Arithmetic.Plus(value.Evaluate(scope));
}

/// <summary><c>a ~ b</c>: the texts of both.</summary>
internal sealed class ConcatenationExpression(int line, IReadOnlyList<Expression> parts) : Expression(line)
{
    protected override Value Compute(Scope scope)
    {
        var output = new TextOutput(scope.Run);
        foreach (var part in parts)
            output.Append(Repr.Text(part.Evaluate(scope), scope.Run));
        return new TextValue(output.ToString());
    }
}

/// <summary><c>a &lt; b &lt;= c</c>: every pair in turn, as far as needed.</summary>
internal sealed class ComparisonExpression(int line, Expression first, IReadOnlyList<(string Sign, Expression Other)> others) : Expression(line)
{
    protected override Value Compute(Scope scope)
    {
        var left = first.Evaluate(scope);
        foreach (var (sign, other) in others)
        {
            var right = other.Evaluate(scope);
            if (!Comparison.Holds(sign, left, right, scope.Run))
                return BooleanValue.False;
            left = right;
        }

        return BooleanValue.True;
    }
}

/// <summary><c>a and b</c>, <c>a or b</c>: one of the two values.</summary>
internal sealed class JunctionExpression(int line, bool isAnd, Expression left, Expression right) : Expression(line)
{
    protected override Value Compute(Scope scope)
    {
        var value = left.Evaluate(scope);
        return value.IsTrue == isAnd ? right.Evaluate(scope) : value;
    }
}

/// <summary><c>not value</c>.</summary>
internal sealed class NegationExpression(int line, Expression value) : Expression(line)
{
    protected override Value Compute(Scope scope) => BooleanValue.Of(!value.Evaluate(scope).IsTrue);
}

/// <summary><c>a if condition else b</c>.</summary>
internal sealed class ConditionalExpression(int line, Expression condition, Expression then, Expression? otherwise) : Expression(line)
{
    protected override Value Compute(Scope scope) => condition.Evaluate(scope).IsTrue
        ? then.Evaluate(scope)
        : otherwise?.Evaluate(scope) ?? new UndefinedValue("the condition of an 'if' without 'else' is false, and so it has no value.");
}
