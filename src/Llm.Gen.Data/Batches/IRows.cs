namespace Llm.Gen.Data;

/// <summary>Rows of T positions, each read by its number.</summary>
public interface IRows
{
    /// <summary>How many there are.</summary>
    long Count { get; }

    /// <summary>Positions in a row, T.</summary>
    int Context { get; }

    /// <summary>Whether a row holds several documents that do not see each other.</summary>
    bool IsPacked { get; }

    /// <summary>Reads a row.</summary>
    /// <param name="row">Which, from 0.</param>
    /// <param name="inputs">Receives T ids.</param>
    /// <param name="labels">Receives the id that each position must predict, or <see cref="IBatchSource.Ignored"/>.</param>
    /// <param name="documents">Receives the document of each position; may be empty where rows are not packed.</param>
    void Read(long row, Span<long> inputs, Span<long> labels, Span<int> documents);
}
