using System.Buffers.Binary;

namespace Llm.Gen.Data;

/// <summary>A document of a token file.</summary>
/// <param name="Number">Which document it is, the first one written being 1.</param>
/// <param name="Start">Its first token, counted from the start of the file.</param>
public readonly record struct TokenDocument(long Number, long Start)
{
    /// <summary>Bytes of an entry of the index.</summary>
    internal const int Size = 2 * sizeof(ulong);

    internal void Write(Span<byte> entry)
    {
        BinaryPrimitives.WriteInt64LittleEndian(entry, Start);
        BinaryPrimitives.WriteInt64LittleEndian(entry[sizeof(long)..], Number);
    }

    internal static TokenDocument Read(ReadOnlySpan<byte> entry) =>
        new(BinaryPrimitives.ReadInt64LittleEndian(entry[sizeof(long)..]), BinaryPrimitives.ReadInt64LittleEndian(entry));
}
