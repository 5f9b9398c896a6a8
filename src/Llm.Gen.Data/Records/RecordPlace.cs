namespace Llm.Gen.Data;

/// <summary>Where a record stands.</summary>
/// <param name="Path">The file.</param>
/// <param name="Number">Which record of the file it is, from 1; 0 where nobody counted.</param>
/// <param name="Line">The line where it begins, from 1.</param>
public readonly record struct RecordPlace(string Path, long Number, long Line);
