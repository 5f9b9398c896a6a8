namespace Llm.Gen.Tokenization.Templates;

/// <summary><c>{% for %}</c>. Names that its body sets end with each item.</summary>
internal sealed class ForStatement : Statement
{
    public ForStatement(int line)
        : base(line)
    {
    }

    public required AssignTarget Target { get; init; }

    public required Expression Items { get; init; }

    /// <summary>Which items are taken; null takes all.</summary>
    public Expression? Condition { get; init; }

    /// <summary>Whether the body may call <c>loop(items)</c> to render itself for other items.</summary>
    public bool IsRecursive { get; init; }

    public required IReadOnlyList<Statement> Body { get; init; }

    /// <summary>What is rendered when there is no item.</summary>
    public required IReadOnlyList<Statement> Otherwise { get; init; }

    protected override Flow Perform(Scope scope)
    {
        Loop(Items.Evaluate(scope), scope, depth: 0);
        return Flow.Next;
    }

    private void Loop(Value source, Scope scope, int depth)
    {
        var items = Lookup.Items(source, scope.Run);
        var loop = new LoopValue(Condition is null ? items : Taken(items, scope), Condition is null ? source.Length : null, depth)
        {
            Recurse = IsRecursive ? inner => Again(inner, scope, depth + 1) : null,
        };
        var wasEmpty = true;        // as in Jinja, so too if no turn came to its end
        while (loop.MoveNext())
        {
            var inner = scope.Inner();
            inner.Set("loop", loop);
            Target.Assign(loop.Current, inner);
            var flow = Execute(Body, inner);
            wasEmpty &= flow != Flow.Next;
            if (flow == Flow.Break)
                break;
        }

        if (wasEmpty)
            Execute(Otherwise, scope.Inner());
    }

    private TextValue Again(Value source, Scope scope, int depth)
    {
        var outer = scope.Run.Enter(Line);
        var inner = scope.Capturing();
        Loop(source, inner, depth);
        scope.Run.Leave(outer);
        return new(inner.Output.ToString());
    }

    private IEnumerable<Value> Taken(IEnumerable<Value> items, Scope scope)
    {
        foreach (var item in items)
        {
            var inner = scope.Inner();
            Target.Assign(item, inner);
            if (Condition!.Evaluate(inner).IsTrue)
                yield return item;
        }
    }
}
