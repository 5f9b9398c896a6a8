namespace Llm.Gen.Data;

/// <summary>What the records of a file look like.</summary>
public enum RecordFormat
{
    /// <summary>Each record says it by its keys.</summary>
    Automatic,

    /// <summary>Documents: a text file, or JSON strings, or objects with <c>text</c>.</summary>
    Text,

    /// <summary>Objects with <c>instruction</c>, <c>input</c> and <c>output</c>, and <c>system</c> and <c>history</c> if wanted.</summary>
    Alpaca,

    /// <summary>Objects with <c>conversations</c>, a list of turns with <c>from</c> and <c>value</c>.</summary>
    ShareGpt,

    /// <summary>Objects with <c>messages</c>, a list with <c>role</c> and <c>content</c>, as the OpenAI protocol has them.</summary>
    Messages,
}
