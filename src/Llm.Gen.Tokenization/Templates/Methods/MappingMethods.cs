namespace Llm.Gen.Tokenization.Templates;

/// <summary>The methods of mappings.</summary>
internal static class MappingMethods
{
    private static readonly Dictionary<string, Method<MappingValue>> All = new(StringComparer.Ordinal)
    {
        ["get"] = new(["key", "default?"], (mapping, given, _) => mapping.TryGet(given.Required(0), out var value) ? value : given[1] ?? NoneValue.Instance),
        ["items"] = new([], (mapping, _, _) => new MappingView("dict_items", mapping, Entries)),
        ["keys"] = new([], (mapping, _, _) => new MappingView("dict_keys", mapping, of => of.Keys)),
        ["values"] = new([], (mapping, _, _) => new MappingView("dict_values", mapping, of => of.Values)),
        ["copy"] = new([], (mapping, _, _) => mapping),
    };

    private static readonly HashSet<string> Changing = ["clear", "pop", "popitem", "setdefault", "update"];

    public static Value? Find(MappingValue mapping, string name)
    {
        if (Changing.Contains(name))
            return new UndefinedValue($"'{name}' would change a mapping, which templates cannot; make a new one with dict().");
        return All.TryGetValue(name, out var method) ? method.Of(mapping, name) : null;
    }

    /// <summary>The entries as tuples of key and value.</summary>
    public static IEnumerable<Value> Entries(MappingValue mapping) => mapping.Entries.Select(entry => new TupleValue([entry.Key, entry.Value]));
}
