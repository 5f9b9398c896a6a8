using System.Globalization;
using System.Runtime.CompilerServices;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>Values as JSON, as the filter <c>tojson</c> of Hugging Face writes them: <c>json.dumps</c> without escapes for HTML.</summary>
internal sealed class JsonText
{
    private readonly TextOutput _output;

    public JsonText(Run run) => _output = new(run);

    /// <summary>Whether characters beyond ASCII are escaped. Default no.</summary>
    public bool IsAscii { get; init; }

    /// <summary>What lines are indented by, a level; null writes one line. Default null.</summary>
    public string? Indent { get; init; }

    /// <summary>Between items. Default <c>", "</c>, or <c>","</c> with <see cref="Indent"/>.</summary>
    public string? ItemSeparator { get; init; }

    /// <summary>Between a name and its value. Default <c>": "</c>.</summary>
    public string NameSeparator { get; init; } = ": ";

    /// <summary>Whether entries are sorted by name. Default no.</summary>
    public bool SortsKeys { get; init; }

    public string Write(Value value)
    {
        Write(value, 0);
        return _output.ToString();
    }

    private void Write(Value value, int level)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        _output.Run.Spend(1);
        switch (value)
        {
            case TextValue text:
                JsonString.Write(text.Text, IsAscii, _output);
                break;
            case SequenceValue and not RangeValue:
                WriteAll('[', ']', ((SequenceValue)value).List, level, item => Write(item, level + 1));
                break;
            case MappingValue mapping:
                var entries = SortsKeys ? Sorted(mapping) : mapping.Entries;
                WriteAll('{', '}', entries, level, entry => WriteEntry(entry.Key, entry.Value, level + 1));
                break;
            default:
                _output.Append(Simple(value) ?? throw Unfit(value));
                break;
        }
    }

    private void WriteEntry(Value key, Value value, int level)
    {
        var name = key is TextValue text ? text.Text : Simple(key) ?? throw new TemplateFault($"a key of type '{key.TypeName}' has no place in JSON; use texts.");
        JsonString.Write(name, IsAscii, _output);
        _output.Append(NameSeparator);
        Write(value, level);
    }

    private void WriteAll<T>(char open, char close, IReadOnlyList<T> items, int level, Action<T> write)
    {
        _output.Append(open);
        for (var index = 0; index < items.Count; index++)
        {
            if (index > 0)
                _output.Append(ItemSeparator ?? (Indent is null ? ", " : ","));
            StartLine(level + 1);
            write(items[index]);
        }

        if (items.Count > 0)
            StartLine(level);
        _output.Append(close);
    }

    private void StartLine(int level)
    {
        if (Indent is null)
            return;
        _output.Append('\n');
        for (; level > 0; level--)
            _output.Append(Indent);
    }

    private IReadOnlyList<KeyValuePair<Value, Value>> Sorted(MappingValue mapping)
    {
        var sorted = Ordering.Sort([.. mapping.Keys], key => key, descending: false, _output.Run);
        return [.. sorted.Select(key => KeyValuePair.Create(key, mapping.TryGet(key, out var value) ? value : NoneValue.Instance))];
    }

    private static string? Simple(Value value) => value switch
    {
        NoneValue => "null",
        BooleanValue boolean => boolean.IsTrue ? "true" : "false",
        IntegerValue integer => integer.Number.ToString(CultureInfo.InvariantCulture),
        FloatValue { Number: var number } => double.IsFinite(number) ? FloatText.Of(number) : double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity",
        _ => null,
    };

    private static TemplateFault Unfit(Value value) =>
        new($"a value of type '{value.TypeName}' has no place in JSON; tojson takes texts, numbers, booleans, none, lists and mappings.");
}
