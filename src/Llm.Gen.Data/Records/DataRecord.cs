namespace Llm.Gen.Data;

/// <summary>One record of a file: a document, or a conversation.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">The line where it begins, from 1.</param>
public sealed record DataRecord(string Path, long Line)
{
    /// <summary>Which record of the file it is, from 1; the pieces of a document share it. Default: 0, not counted.</summary>
    public long Number { get; init; }

    /// <summary>Where it stands.</summary>
    public RecordPlace Place => new(Path, Number, Line);

    /// <summary>The document, or a piece of one; null for a conversation.</summary>
    public string? Text { get; init; }

    /// <summary>Whether the next record goes on with the same document.</summary>
    public bool IsContinued { get; init; }

    /// <summary>The conversation; null for a document.</summary>
    public Conversation? Conversation { get; init; }

    /// <summary>An error in this record.</summary>
    internal InvalidDataException Error(string message, Exception? inner = null) => new($"{Path}, line {Line:N0}: {message}", inner);
}
