namespace Llm.Gen.Architectures;

/// <summary>How a writer spells the names of stored tensors: other paths for the decoder and the head than the family's own.</summary>
public sealed class NameSpelling
{
    private readonly (string Own, string Stored)[] _paths;
    private readonly NameTable? _table;

    internal NameSpelling(string decoder, string storedDecoder, string head, string storedHead) =>
        _paths = [(decoder + ".", storedDecoder.Length == 0 ? "" : storedDecoder + "."), (head + ".", storedHead + ".")];

    private NameSpelling(NameTable? table = null) => (_paths, _table) = ([], table);

    /// <summary>The family's own names.</summary>
    public static NameSpelling Own { get; } = new();

    /// <summary>The names that a table gives.</summary>
    public static NameSpelling Of(NameTable table) => new(table);

    /// <summary>The stored name of a tensor.</summary>
    /// <param name="name">The family's name of it.</param>
    public string Spell(string name)
    {
        if (_table is not null)
            return _table.Spell(name);
        var path = Array.Find(_paths, path => name.StartsWith(path.Own, StringComparison.Ordinal));
        return path.Own is null ? name : path.Stored + name.Substring(path.Own.Length);
    }
}
