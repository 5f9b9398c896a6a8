namespace Llm.Gen.Tokenization.Templates;

/// <summary>Values in order.</summary>
internal abstract class SequenceValue(IReadOnlyList<Value> list) : Value
{
    public IReadOnlyList<Value> List { get; } = list;

    public override int? Length => List.Count;

    public override bool HasItems => true;

    /// <summary>A sequence of the same kind.</summary>
    public abstract SequenceValue With(IReadOnlyList<Value> list);

    public override IEnumerable<Value> Items(Run run) => List;

    public override Value? Attribute(string name) => SequenceMethods.Find(this, name);

    public override Value? Item(Value key, Run run)
    {
        if (key is SliceValue slice)
        {
            var picked = slice.Pick(List.Count);
            run.SpendItems(picked.Count);
            return With([.. picked.Select(index => List[index])]);
        }

        return Indexing.Find(key, List.Count) is { } found ? List[found] : null;
    }
}
