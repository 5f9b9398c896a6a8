namespace Llm.Gen.Runtime.Formats;

/// <summary>A tensor for <see cref="SafetensorsWriter"/>: what the header says of it, and who writes its bytes when its turn comes.</summary>
/// <param name="Name">The stored name, unique in the checkpoint.</param>
/// <param name="Type">The type of the written numbers.</param>
/// <param name="Shape">Row-major sizes.</param>
/// <param name="Write">Writes exactly the bytes that type and shape ask for, little-endian, in as many calls as it likes.</param>
public sealed record TensorToWrite(string Name, ElementType Type, IReadOnlyList<long> Shape, Action<Stream> Write)
{
    /// <summary>Size in bytes that <see cref="Type"/> and <see cref="Shape"/> ask for.</summary>
    public long Bytes => Shape.Aggregate((long)ElementTypes.SizeOf(Type), (bytes, size) => checked(bytes * size));

    /// <summary>A tensor that is copied from an open checkpoint, converted to <paramref name="type"/> piece by piece.</summary>
    public static TensorToWrite Copy(StoredTensor source, ElementType type, string? name = null) =>
        new(name ?? source.Name, type, source.Shape, stream => CopyPieces(source, type, stream));

    private static unsafe void CopyPieces(StoredTensor source, ElementType type, Stream stream)
    {
        const int pieceSize = 1 << 16;      // numbers; a multiple of every block format's block
        var size = ElementTypes.SizeOf(type);
        var piece = new byte[pieceSize * size];
        fixed (byte* destination = piece)
        {
            for (long done = 0; done < source.Elements; done += pieceSize)
            {
                var count = (int)Math.Min(pieceSize, source.Elements - done);
                source.CopyTo((nint)destination, type, done, count);
                stream.Write(piece, 0, count * size);
            }
        }
    }
}
