namespace Llm.Gen.Tokenization.Templates;

/// <summary>A list. A template cannot change it.</summary>
internal sealed class ListValue(IReadOnlyList<Value> list) : SequenceValue(list)
{
    public override string TypeName => "list";

    public override SequenceValue With(IReadOnlyList<Value> list) => new ListValue(list);
}
