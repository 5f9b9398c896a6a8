namespace Llm.Gen.Tokenization.Templates;

/// <summary>What <c>cycler(...)</c> gives: its values in turn.</summary>
internal sealed class CyclerValue(Arguments values) : Value
{
    private readonly IReadOnlyList<Value> _values = values.Positional.Count > 0 && values.Named.Count == 0
        ? values.Positional
        : throw new TemplateFault("cycler() needs values by position, at least one.");

    private int _place;

    public override string TypeName => "Cycler";

    public override Value? Attribute(string name) => name switch
    {
        "current" => _values[_place],
        "next" => new FunctionValue(name, (arguments, _) => Next(arguments)),
        "reset" => new FunctionValue(name, (arguments, _) => Reset(arguments)),
        _ => null,
    };

    private Value Next(Arguments arguments)
    {
        arguments.Bind("next()");
        var value = _values[_place];
        _place = (_place + 1) % _values.Count;
        return value;
    }

    private NoneValue Reset(Arguments arguments)
    {
        arguments.Bind("reset()");
        _place = 0;
        return NoneValue.Instance;
    }
}
