namespace Llm.Gen.Data;

/// <summary>
/// An endless row of training sequences that knows where it is. The same position always gives the same rows, so that a
/// run resumes exactly.
/// </summary>
public interface IBatchSource
{
    /// <summary>The label of a position that is not learnt from.</summary>
    const long Ignored = -100;

    /// <summary>Positions in a row, T.</summary>
    int Context { get; }

    /// <summary>What the rows are, in words: a run resumes only from a source with the same description.</summary>
    string Description => GetType().Name;

    /// <summary>Rows given out so far; set it to resume.</summary>
    long Position { get; set; }

    /// <summary>Whether a row holds several documents that do not see each other.</summary>
    bool IsPacked => false;

    /// <summary>Where rows come from, in words, for whoever has to look at them: files, documents or records, by their numbers from 1.</summary>
    /// <param name="position">The first row.</param>
    /// <param name="rows">How many.</param>
    string DescribeRows(long position, int rows) => RowList.Range(position, rows);

    /// <summary>Fills the next rows and advances.</summary>
    /// <param name="inputs">Receives [rows, T] ids, row after row; its length decides how many rows.</param>
    /// <param name="labels">Receives the id that each position must predict, or <see cref="Ignored"/>; as long as <paramref name="inputs"/>.</param>
    void Next(Span<long> inputs, Span<long> labels);

    /// <summary>Fills the next rows with what belongs together, and advances.</summary>
    /// <param name="inputs">Receives [rows, T] ids.</param>
    /// <param name="labels">Receives the id that each position must predict, or <see cref="Ignored"/>.</param>
    /// <param name="documents">Receives the document of each position: a number that changes where the next one begins. All are 0 where rows are not packed.</param>
    void Next(Span<long> inputs, Span<long> labels, Span<int> documents)
    {
        Next(inputs, labels);
        documents.Clear();
    }
}
