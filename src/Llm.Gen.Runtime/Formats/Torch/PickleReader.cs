namespace Llm.Gen.Runtime.Formats;

/// <summary>
/// Reads pickles of tensors and plain values. A pickle is a program for a stack machine; this one knows the few instructions that such
/// values need, and no instruction of it calls anything.
/// </summary>
/// <remarks>
/// What comes out: null, bool, long, BigInteger, double, string; lists as <c>List</c> and tuples as arrays of such values;
/// <see cref="PickledMap"/>; <see cref="PickledTensor"/>; and the parts that those are made of.
/// </remarks>
internal sealed class PickleReader(PickleCursor cursor)
{
    private const int MostInstructions = 1 << 22;       // of all pickles of a file: 30 a tensor; what each allocates is bounded
    private const int NewestProtocol = 5;

    private readonly List<object?> _stack = [];
    private readonly List<int> _marks = [];             // height of the stack at each open mark
    private readonly PickleMemo _memo = new(cursor);
    private readonly TorchObjects _objects = new(cursor);
    private int _instructions;

    /// <summary>Every storage that the pickles mentioned.</summary>
    public IReadOnlyCollection<PickledStorage> Storages => _objects.Storages;

    /// <summary>Reads the pickle at the cursor, up to its end.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or asks for something else than tensors and plain values.</exception>
    public object? Read()
    {
        _stack.Clear();
        _marks.Clear();
        _memo.Clear();
        while (true)
        {
            if (++_instructions > MostInstructions)
                throw cursor.Damaged($"more than {MostInstructions} pickle instructions");

            var opcode = (PickleOpcode)cursor.ReadByte();
            if (opcode == PickleOpcode.Stop)
                return Finish();

            Step(opcode);
        }
    }

    private void Step(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Protocol: CheckProtocol(cursor.ReadByte()); break;
            case PickleOpcode.Frame: cursor.ReadInt64(); break;         // says how much a stream reader may fetch at once
            case PickleOpcode.Mark: _marks.Add(_stack.Count); break;

            case PickleOpcode.None: Push(null); break;
            case PickleOpcode.True: Push(true); break;
            case PickleOpcode.False: Push(false); break;
            case PickleOpcode.UInt8: Push((long)cursor.ReadByte()); break;
            case PickleOpcode.UInt16: Push((long)cursor.ReadUInt16()); break;
            case PickleOpcode.Int32: Push((long)cursor.ReadInt32()); break;
            case PickleOpcode.Integer8: Push(cursor.ReadInteger(cursor.ReadByte())); break;
            case PickleOpcode.Float: Push(cursor.ReadDouble()); break;
            case PickleOpcode.Text8 or PickleOpcode.ShortText: Push(cursor.ReadText(cursor.ReadByte())); break;
            case PickleOpcode.Text32: Push(cursor.ReadText(cursor.ReadUInt32())); break;

            case PickleOpcode.EmptyTuple: Push(Array.Empty<object?>()); break;
            case PickleOpcode.Tuple1: Push(PopMany(1)); break;
            case PickleOpcode.Tuple2: Push(PopMany(2)); break;
            case PickleOpcode.Tuple3: Push(PopMany(3)); break;
            case PickleOpcode.Tuple: Push(PopToMark()); break;
            case PickleOpcode.EmptyList: Push(new List<object?>()); break;
            case PickleOpcode.Append: Extend(PopMany(1)); break;
            case PickleOpcode.Appends: Extend(PopToMark()); break;
            case PickleOpcode.EmptyDictionary: Push(new PickledMap()); break;
            case PickleOpcode.SetItem: Set(PopMany(2)); break;
            case PickleOpcode.SetItems: Set(PopToMark()); break;

            case PickleOpcode.Put8: _memo.Put(cursor.ReadByte(), Peek()); break;
            case PickleOpcode.Put32: _memo.Put(cursor.ReadUInt32(), Peek()); break;
            case PickleOpcode.Memoize: _memo.Add(Peek()); break;
            case PickleOpcode.Get8: Push(_memo.Get(cursor.ReadByte())); break;
            case PickleOpcode.Get32: Push(_memo.Get(cursor.ReadUInt32())); break;

            case PickleOpcode.Global: Push(PickledGlobal.Find(cursor.Path, cursor.ReadLine(), cursor.ReadLine())); break;
            case PickleOpcode.StackGlobal: Push(FindGlobal(PopMany(2))); break;
            case PickleOpcode.PersistentId: Push(_objects.Storage(Pop())); break;
            case PickleOpcode.Reduce: Push(Rebuild(PopMany(2))); break;
            case PickleOpcode.Build: DropAttributes(Pop()); break;
            default: throw cursor.Damaged($"pickle instruction 0x{(byte)opcode:x2} is none that tensors and plain values need");
        }
    }

    private object? Finish()
    {
        var value = Pop();
        return _stack.Count == 0 && _marks.Count == 0
            ? value
            : throw cursor.Damaged($"the pickle leaves {_stack.Count} values and {_marks.Count} marks behind");
    }

    private void CheckProtocol(byte protocol)
    {
        if (protocol > NewestProtocol)
            throw cursor.Damaged($"pickle protocol {protocol}; {NewestProtocol} is the newest");
    }

    private void Extend(object?[] values)
    {
        if (Peek() is not List<object?> list)
            throw cursor.Damaged("the pickle appends to something that is no list");

        list.AddRange(values);
    }

    private void Set(object?[] pairs)
    {
        if (Peek() is not PickledMap map || pairs.Length % 2 != 0)
            throw cursor.Damaged("the pickle sets items of something that is no dictionary, or half an item");

        for (var i = 0; i < pairs.Length; i += 2)
        {
            if (!map.TrySet(pairs[i], pairs[i + 1]))
                throw cursor.Damaged("a dictionary has a key that is neither a text nor an integer");
        }
    }

    private PickledGlobal FindGlobal(object?[] names) => names is [string module, string name]
        ? PickledGlobal.Find(cursor.Path, module, name)
        : throw cursor.Damaged("the name of a global is no text");

    private object Rebuild(object?[] call) => call is [PickledGlobal global, object?[] arguments]
        ? _objects.Rebuild(global, arguments)
        : throw cursor.Damaged("the pickle rebuilds something without a global and its arguments");

    // A state dictionary carries the versions of its modules as an attribute; no value of it is one.
    private void DropAttributes(object? attributes)
    {
        if (Peek() is not PickledMap || attributes is not PickledMap)
            throw cursor.Damaged("the pickle gives attributes to something that is no dictionary");
    }

    private void Push(object? value) => _stack.Add(value);

    private object? Pop() => PopMany(1)[0];

    private object? Peek() => _stack.Count > Floor ? _stack[^1] : throw StackIsEmpty();

    private object?[] PopToMark()
    {
        if (_marks.Count == 0)
            throw cursor.Damaged("the pickle goes back to a mark, and there is none");

        var values = PopMany(_stack.Count - _marks[^1]);
        _marks.RemoveAt(_marks.Count - 1);
        return values;
    }

    private object?[] PopMany(int count)
    {
        var first = _stack.Count - count;
        if (first < Floor)
            throw StackIsEmpty();

        var values = new object?[count];
        _stack.CopyTo(first, values, 0, count);
        _stack.RemoveRange(first, count);
        return values;
    }

    private int Floor => _marks.Count == 0 ? 0 : _marks[^1];

    private InvalidDataException StackIsEmpty() => cursor.Damaged("the pickle takes more values than it made");
}
