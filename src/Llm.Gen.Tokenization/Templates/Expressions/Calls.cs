namespace Llm.Gen.Tokenization.Templates;

/// <summary><c>function(arguments)</c>.</summary>
internal sealed class CallExpression(int line, Expression target, CallArguments arguments) : Expression(line)
{
    /// <summary>Calls it with one more named value, which a call block passes.</summary>
    public Value EvaluateWith(string name, Value value, Scope scope)
    {
        var callee = target.Evaluate(scope);
        var given = arguments.Evaluate(scope);
        return callee.Call(given with { Named = [.. given.Named, KeyValuePair.Create(name, value)] }, scope.Run);
    }

    protected override Value Compute(Scope scope)
    {
        var callee = target.Evaluate(scope);
        return callee.Call(arguments.Evaluate(scope), scope.Run);
    }
}

/// <summary><c>value | filter(arguments)</c>.</summary>
internal sealed class FilterExpression(int line, Expression value, string name, CallArguments arguments) : Expression(line)
{
    protected override Value Compute(Scope scope)
    {
        var filter = FilterNames.Find(name);
        return filter.Apply(value.Evaluate(scope), arguments.Evaluate(scope), scope.Run);
    }
}

/// <summary><c>value is test(arguments)</c>.</summary>
internal sealed class TestExpression(int line, Expression value, string name, CallArguments arguments) : Expression(line)
{
    protected override Value Compute(Scope scope)
    {
        var test = TestNames.Find(name);
        return BooleanValue.Of(test.Holds(value.Evaluate(scope), arguments.Evaluate(scope), scope.Run));
    }
}

/// <summary>The text that a filter block or a block of <c>set</c> enclosed.</summary>
internal sealed class EnclosedExpression(int line) : Expression(line)
{
    /// <summary>The name that holds it; no template can write it.</summary>
    public const string Name = "{enclosed}";

    protected override Value Compute(Scope scope) => scope.Find(Name);
}
