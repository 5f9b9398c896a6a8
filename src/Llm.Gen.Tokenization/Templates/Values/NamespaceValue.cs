namespace Llm.Gen.Tokenization.Templates;

/// <summary>What <c>namespace()</c> gives: the one value that a template can change, from inside loops too.</summary>
internal sealed class NamespaceValue(MappingValue attributes) : Value
{
    public override string TypeName => "Namespace";

    public MappingValue Attributes => attributes;

    public override Value? Attribute(string name) => attributes.TryGet(new TextValue(name), out var value) ? value : null;

    public void Set(string name, Value value) => attributes.Set(name, value);
}
