using System.Diagnostics.CodeAnalysis;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>A dictionary in the order of insertion. A template cannot change it once it is built.</summary>
internal sealed class MappingValue(Run run) : Value
{
    private readonly OrderedDictionary<Value, Value> _entries = new(run.Keys);

    public override string TypeName => "dict";

    public override int? Length => _entries.Count;

    public override bool HasItems => true;

    public IReadOnlyList<KeyValuePair<Value, Value>> Entries => _entries;

    public IEnumerable<Value> Keys => _entries.Keys;

    public IEnumerable<Value> Values => _entries.Values;

    /// <summary>Adds an entry while the mapping is built; a key that is there keeps its place.</summary>
    public void Set(Value key, Value value) => _entries[key] = value;

    public void Set(string key, Value value) => Set(new TextValue(key), value);

    public bool TryGet(Value key, [NotNullWhen(true)] out Value? value) => _entries.TryGetValue(key, out value);

    public override IEnumerable<Value> Items(Run run) => Keys;

    public override Value? Attribute(string name) => MappingMethods.Find(this, name);

    public override Value? Item(Value key, Run run) => Hashing.IsHashable(key) && TryGet(key, out var value) ? value : null;
}
