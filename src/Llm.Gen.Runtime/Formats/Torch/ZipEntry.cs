namespace Llm.Gen.Runtime.Formats;

/// <summary>A file in a zip archive.</summary>
/// <param name="Name">Its name, folders included.</param>
/// <param name="Offset">Its first byte in the archive.</param>
/// <param name="Bytes">Its size in the archive.</param>
/// <param name="IsPlain">True when these bytes are the file itself: neither compressed nor encrypted.</param>
internal sealed record ZipEntry(string Name, long Offset, long Bytes, bool IsPlain);
