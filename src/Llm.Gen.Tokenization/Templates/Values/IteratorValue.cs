using System.Runtime.CompilerServices;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>Items that are made when they are asked for, once: what <c>map</c>, <c>select</c> and their like give. Without length, and true even if empty.</summary>
internal sealed class IteratorValue(string typeName, IEnumerable<Value> items) : Value
{
    private readonly IEnumerator<Value> _items = items.GetEnumerator();

    public override string TypeName => typeName;

    public override bool IsTrue => true;

    /// <summary>Items that a filter makes one by one.</summary>
    public static IteratorValue Generator(IEnumerable<Value> items) => new("generator", items);

    public override IEnumerable<Value> Items(Run run)
    {
        while (Next())
            yield return _items.Current;
    }

    // Iterators may stand on iterators, as many as a template likes.
    private bool Next()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return _items.MoveNext();
    }
}
