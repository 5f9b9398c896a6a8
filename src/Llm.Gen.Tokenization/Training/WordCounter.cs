using System.Runtime.InteropServices;

namespace Llm.Gen.Tokenization;

/// <summary>Counts how often each word comes in the texts that one thread reads.</summary>
internal sealed class WordCounter
{
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly EncodeState _state = new();
    private readonly Stage _split;

    /// <param name="split">Puts the steps that split a text in front of the one that counts.</param>
    public WordCounter(Func<Stage, Stage> split) => _split = split(new Last(_counts));

    public IReadOnlyDictionary<string, long> Counts => _counts;

    public void Add(string text)
    {
        _state.IsFirstPart = true;
        _split.Process(text, 0, _state);
    }

    /// <summary>The end of the splitting steps.</summary>
    private sealed class Last(Dictionary<string, long> counts) : Stage
    {
        private readonly Dictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> _lookup = counts.GetAlternateLookup<ReadOnlySpan<char>>();

        public override void Process(ReadOnlySpan<char> text, int at, EncodeState state) =>
            CollectionsMarshal.GetValueRefOrAddDefault(_lookup, text, out _)++;
    }
}
