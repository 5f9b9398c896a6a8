namespace Llm.Gen.Tokenization.Templates;

/// <summary>What <c>set</c>, <c>for</c> or <c>with</c> gives a value to.</summary>
internal abstract class AssignTarget
{
    /// <summary>The names that get values.</summary>
    public abstract IEnumerable<string> Names { get; }

    public abstract void Assign(Value value, Scope scope);
}

/// <summary>A name.</summary>
internal sealed class NameTarget(string name) : AssignTarget
{
    public override IEnumerable<string> Names => [name];

    public override void Assign(Value value, Scope scope) => scope.Set(name, value);
}

/// <summary><c>namespace.name</c>.</summary>
internal sealed class NamespaceTarget(string target, string name) : AssignTarget
{
    public override IEnumerable<string> Names => [];

    public override void Assign(Value value, Scope scope)
    {
        if (scope.Find(target) is not NamespaceValue names)
            throw new TemplateFault($"'{target}.{name}' cannot be set; '{target}' is not made by namespace().");
        names.Set(name, value);
    }
}

/// <summary><c>a, b</c>: a value's items, one each.</summary>
internal sealed class TupleTarget(IReadOnlyList<AssignTarget> parts) : AssignTarget
{
    public override IEnumerable<string> Names => parts.SelectMany(part => part.Names);

    public override void Assign(Value value, Scope scope)
    {
        var items = Lookup.Items(value, scope.Run).Take(parts.Count + 1).ToArray();
        if (items.Length != parts.Count)
            throw new TemplateFault($"{(items.Length > parts.Count ? "more than " : "")}{Math.Min(items.Length, parts.Count)} values are to be set to {parts.Count} names.");
        for (var index = 0; index < items.Length; index++)
            parts[index].Assign(items[index], scope);
    }
}
