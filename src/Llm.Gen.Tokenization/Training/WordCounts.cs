using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Llm.Gen.Tokenization;

/// <summary>How often each word comes in many texts: counted on all cores, in memory for the different words and the texts at hand.</summary>
internal sealed class WordCounts
{
    private const int TextsAtOnce = 50;
    private const int ReportEvery = 1_000;

    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);

    private WordCounts()
    {
    }

    /// <summary>The words in ordinal order, so that nothing depends on which core found what first.</summary>
    public IReadOnlyList<(string Word, long Count)> Words { get; private set; } = [];

    /// <summary>How many texts there were.</summary>
    public long Texts { get; private set; }

    /// <param name="texts">The texts, read once.</param>
    /// <param name="split">Puts the steps that split a text in front of the one that counts.</param>
    /// <param name="progress">Told now and then how far it is.</param>
    /// <param name="cancellationToken">Stops the counting.</param>
    public static WordCounts Of(IEnumerable<string> texts, Func<Stage, Stage> split, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        var counts = new WordCounts();
        var batches = Partitioner.Create(texts.Chunk(TextsAtOnce), EnumerablePartitionerOptions.NoBuffering);
        try
        {
            Parallel.ForEach(
                batches,
                new ParallelOptions { CancellationToken = cancellationToken },
                () => new WordCounter(split),
                (batch, _, counter) =>
                {
                    foreach (var text in batch)
                        counter.Add(text);
                    counts.Report(batch.Length, counter.Counts.Count, progress);
                    return counter;
                },
                counts.Merge);
        }
        catch (AggregateException exception)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]); // a text that cannot be read
        }

        counts.Words = [.. counts._counts.Select(item => (item.Key, item.Value)).OrderBy(item => item.Key, StringComparer.Ordinal)];
        counts._counts.Clear();
        return counts;
    }

    private void Report(int texts, int words, IProgress<TrainingProgress>? progress)
    {
        lock (_counts)
        {
            var before = Texts;
            Texts += texts;
            if (Texts / ReportEvery > before / ReportEvery)
                progress?.Report(new(Texts, words, 0));
        }
    }

    private void Merge(WordCounter counter)
    {
        lock (_counts)
        {
            foreach (var (word, count) in counter.Counts)
                CollectionsMarshal.GetValueRefOrAddDefault(_counts, word, out _) += count;
        }
    }
}
