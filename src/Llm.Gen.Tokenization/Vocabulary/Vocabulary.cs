namespace Llm.Gen.Tokenization;

/// <summary>Tokens and their ids, both ways. Ids may have holes.</summary>
internal sealed class Vocabulary
{
    // A hostile file must not make us allocate by naming one huge id.
    private const int LargestHole = 1 << 20;

    private readonly Dictionary<string, int> _ids;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private string?[] _tokens;

    public Vocabulary(int capacity)
    {
        _ids = new Dictionary<string, int>(capacity, StringComparer.Ordinal);
        _lookup = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        _tokens = new string?[capacity];
    }

    /// <summary>How many tokens there are.</summary>
    public int Count => _ids.Count;

    /// <summary>The largest id; -1 without tokens.</summary>
    public int LargestId { get; private set; } = -1;

    /// <summary>All tokens with their ids.</summary>
    public IReadOnlyDictionary<string, int> Ids => _ids;

    /// <summary>Adds a token. Both its text and its id must be new.</summary>
    public void Add(string token, int id)
    {
        if (id < 0 || id > (long)LargestHole + 4L * _ids.Count)
            throw new InvalidDataException($"token '{token}' has the id {id}; ids must be at least 0 and may not leave holes of more than {LargestHole}.");
        if (id >= _tokens.Length)
            Array.Resize(ref _tokens, Math.Max(id + 1, _tokens.Length * 2));
        if (_tokens[id] is { } other)
            throw new InvalidDataException($"tokens '{other}' and '{token}' have the same id {id}; every token needs an id of its own.");
        if (!_ids.TryAdd(token, id))
            throw new InvalidDataException($"token '{token}' is in the vocabulary twice, with the ids {_ids[token]} and {id}; remove one.");
        _tokens[id] = token;
        LargestId = Math.Max(LargestId, id);
    }

    /// <summary>The id of a token, or -1.</summary>
    public int IdOf(ReadOnlySpan<char> token) => _lookup.TryGetValue(token, out var id) ? id : -1;

    /// <summary>The token of an id, or null.</summary>
    public string? TokenOf(int id) => (uint)id < (uint)_tokens.Length ? _tokens[id] : null;
}
