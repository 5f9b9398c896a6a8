using System.Runtime.InteropServices;

namespace Llm.Gen.Tokenization;

/// <summary>The end of the splitting steps in training: counts how often each word comes.</summary>
internal sealed class WordCounter : Stage
{
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public WordCounter() => _lookup = _counts.GetAlternateLookup<ReadOnlySpan<char>>();

    public IReadOnlyDictionary<string, long> Counts => _counts;

    public override void Process(ReadOnlySpan<char> text, int at, EncodeState state) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_lookup, text, out _)++;
}
