namespace Llm.Gen.Tokenization.Templates;

/// <summary><c>[a, b]</c>.</summary>
internal sealed class ListExpression(int line, IReadOnlyList<Expression> items) : Expression(line)
{
    protected override Value Compute(Scope scope) => new ListValue([.. items.Select(item => item.Evaluate(scope))]);
}

/// <summary><c>(a, b)</c>.</summary>
internal sealed class TupleExpression(int line, IReadOnlyList<Expression> items) : Expression(line)
{
    public IReadOnlyList<Expression> Items => items;

    protected override Value Compute(Scope scope) => new TupleValue([.. items.Select(item => item.Evaluate(scope))]);
}

/// <summary><c>{key: value}</c>.</summary>
internal sealed class MappingExpression(int line, IReadOnlyList<(Expression Key, Expression Value)> entries) : Expression(line)
{
    protected override Value Compute(Scope scope)
    {
        var mapping = new MappingValue(scope.Run);
        foreach (var (key, value) in entries)
            mapping.Set(key.Evaluate(scope), value.Evaluate(scope));
        return mapping;
    }
}
