namespace Llm.Gen.Tokenization.Templates;

/// <summary>A tuple; one that <c>groupby</c> makes has named parts too.</summary>
internal sealed class TupleValue(IReadOnlyList<Value> list, IReadOnlyList<string>? names = null) : SequenceValue(list)
{
    public override string TypeName => "tuple";

    public override SequenceValue With(IReadOnlyList<Value> list) => new TupleValue(list);

    public override Value? Attribute(string name)
    {
        for (var index = 0; index < names?.Count; index++)
        {
            if (names[index] == name)
                return List[index];
        }

        return base.Attribute(name);
    }
}
