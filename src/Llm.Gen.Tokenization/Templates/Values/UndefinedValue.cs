namespace Llm.Gen.Tokenization.Templates;

/// <summary>What a name or attribute that does not exist gives: empty text, false, no items; anything else done with it fails.</summary>
internal sealed class UndefinedValue(string problem) : Value
{
    public override string TypeName => "Undefined";

    public override int? Length => 0;

    public override bool HasItems => true;

    public override bool IsCallable => true;

    /// <summary>What is missing, as an error.</summary>
    public TemplateFault Fault => new(problem);

    public static UndefinedValue Name(string name) => new($"'{name}' is undefined; give it as a variable, or ask first whether it 'is defined'.");

    public static UndefinedValue Attribute(Value of, string name) => new($"'{Described(of)}' has no attribute '{name}'.");

    public static UndefinedValue Item(Value of, Value key, Run run) =>
        key is TextValue text ? Attribute(of, text.Text) : new($"{Described(of)} has no element {Repr.Of(key, run)}.");

    public override IEnumerable<Value> Items(Run run) => [];

    public override Value Call(Arguments arguments, Run run) => throw Fault;

    private static string Described(Value value) => value is NoneValue ? "None" : $"{value.TypeName} object";
}
