namespace Llm.Gen.Tokenization.Templates;

/// <summary>The keys, values or entries of a mapping.</summary>
internal sealed class MappingView(string typeName, MappingValue mapping, Func<MappingValue, IEnumerable<Value>> select) : Value
{
    public override string TypeName => typeName;

    public override int? Length => mapping.Length;

    public override IEnumerable<Value> Items(Run run) => select(mapping);
}
