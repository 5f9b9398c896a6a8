namespace Llm.Gen.Tokenization.Templates;

/// <summary>The variable <c>loop</c>. Items are taken one by one; asking for the length or the next item takes more of them ahead.</summary>
internal sealed class LoopValue(IEnumerable<Value> items, int? length, int depth) : Value
{
    private readonly IEnumerator<Value> _items = items.GetEnumerator();
    private readonly Queue<Value> _ahead = new();
    private int _index = -1;
    private Value? _previous;
    private Value? _current;
    private IReadOnlyList<Value>? _lastChange;
    private int? _length = length;

    public override string TypeName => "LoopContext";

    public override bool IsCallable => true;

    public override int? Length => Count();

    public Value Current => _current!;

    /// <summary>Renders the loop for other items; null if it is not recursive.</summary>
    public Func<Value, Value>? Recurse { get; init; }

    public bool MoveNext()
    {
        if (!TryPeek(out var next))
            return false;
        _ahead.Dequeue();
        _index++;
        (_previous, _current) = (_current, next);
        return true;
    }

    /// <summary>How it prints.</summary>
    public string Describe() => $"<LoopContext {_index + 1}/{Count()}>";

    public override Value? Attribute(string name) => name switch
    {
        "index" => new IntegerValue(_index + 1),
        "index0" => new IntegerValue(_index),
        "revindex" => new IntegerValue(Count() - _index),
        "revindex0" => new IntegerValue(Count() - _index - 1),
        "first" => BooleanValue.Of(_index == 0),
        "last" => BooleanValue.Of(!TryPeek(out _)),
        "length" => new IntegerValue(Count()),
        "depth" => new IntegerValue(depth + 1),
        "depth0" => new IntegerValue(depth),
        "previtem" => _previous ?? new UndefinedValue("there is no previous item."),
        "nextitem" => TryPeek(out var next) ? next : new UndefinedValue("there is no next item."),
        "cycle" => new FunctionValue(name, (arguments, _) => arguments.Positional.Count > 0
            ? arguments.Positional[_index % arguments.Positional.Count]
            : throw new TemplateFault("loop.cycle() needs the values to take in turn.")),
        "changed" => new FunctionValue(name, (arguments, run) => BooleanValue.Of(Changes(arguments.Positional, run))),
        _ => null,
    };

    public override Value Call(Arguments arguments, Run run)
    {
        if (Recurse is null)
            throw new TemplateFault("loop() needs a loop that is marked 'recursive'.");
        return Recurse(arguments.Bind("loop()", "iterable").Required(0));
    }

    private bool Changes(IReadOnlyList<Value> values, Run run)
    {
        if (_lastChange is not null && Equality.Holds(new TupleValue(_lastChange), new TupleValue(values), run))
            return false;
        _lastChange = values;
        return true;
    }

    private bool TryPeek(out Value next)
    {
        if (_ahead.Count == 0 && _items.MoveNext())
            _ahead.Enqueue(_items.Current);
        return _ahead.TryPeek(out next!);
    }

    private int Count()
    {
        if (_length is { } known)
            return known;
        while (_items.MoveNext())
            _ahead.Enqueue(_items.Current);
        _length = _index + 1 + _ahead.Count;
        return _length.Value;
    }
}
