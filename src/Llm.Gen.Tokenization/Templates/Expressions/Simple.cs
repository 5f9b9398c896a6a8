namespace Llm.Gen.Tokenization.Templates;

/// <summary>A number, text, boolean or none.</summary>
internal sealed class ConstantExpression(int line, Value value) : Expression(line)
{
    protected override Value Compute(Scope scope) => value;
}

/// <summary>A name.</summary>
internal sealed class NameExpression(int line, string name) : Expression(line)
{
    public string Name => name;

    protected override Value Compute(Scope scope) => scope.Find(name);
}

/// <summary><c>value.name</c>.</summary>
internal sealed class AttributeExpression(int line, Expression target, string name) : Expression(line)
{
    public Expression Target => target;

    public string Name => name;

    protected override Value Compute(Scope scope) => Lookup.Attribute(target.Evaluate(scope), name, scope.Run);
}

/// <summary><c>value[key]</c>.</summary>
internal sealed class ItemExpression(int line, Expression target, Expression key) : Expression(line)
{
    protected override Value Compute(Scope scope) => Lookup.Item(target.Evaluate(scope), key.Evaluate(scope), scope.Run);
}

/// <summary><c>start:stop:step</c> between brackets.</summary>
internal sealed class SliceExpression(int line, Expression? start, Expression? stop, Expression? step) : Expression(line)
{
    protected override Value Compute(Scope scope) => new SliceValue(
        SliceValue.Part(start?.Evaluate(scope)), SliceValue.Part(stop?.Evaluate(scope)), SliceValue.Part(step?.Evaluate(scope)));
}
