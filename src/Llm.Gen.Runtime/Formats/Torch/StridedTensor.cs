using System.Runtime.CompilerServices;

namespace Llm.Gen.Runtime.Formats;

/// <summary>A tensor whose numbers lie in a storage at regular steps, such as a transposed one; put in order on the way out.</summary>
internal sealed unsafe class StridedTensor : StoredTensor
{
    private const int ChunkBytes = 4_096;

    private readonly PlainTensor _storage;      // [numbers of the storage]
    private readonly Layout _layout;

    public StridedTensor(string name, PlainTensor storage, IReadOnlyList<long> shape, Layout layout)
        : base(name, shape)
    {
        _storage = storage;
        _layout = layout;
        StoredBytes = layout.Extent * ElementTypes.SizeOf(storage.Type);
    }

    public override string Format => _storage.Format;

    public override ElementType Type => _storage.Type;

    public override long StoredBytes { get; }

    protected override void Copy(nint destination, ElementType type, long start, long count)
    {
        var (runSize, step) = _layout.Runs;
        var size = ElementTypes.SizeOf(type);
        for (var end = start + count; start < end;)
        {
            var column = start % runSize;
            var n = Math.Min(runSize - column, end - start);
            var first = _layout.Find(start);
            if (step == 1)
                _storage.CopyTo(destination, type, first, n);
            else
                Gather((byte*)destination, type, first, step, n);
            destination += (nint)(n * size);
            start += n;
        }
    }

    private void Gather(byte* destination, ElementType type, long first, long step, long count)
    {
        var chunk = stackalloc byte[ChunkBytes];
        var (storedSize, size) = (ElementTypes.SizeOf(Type), ElementTypes.SizeOf(type));
        var source = (byte*)_storage.Address;
        for (long done = 0; done < count;)
        {
            var n = Math.Min(ChunkBytes / storedSize, count - done);
            for (long i = 0; i < n; i++)
                Unsafe.CopyBlockUnaligned(chunk + i * storedSize, source + (first + (done + i) * step) * storedSize, (uint)storedSize);
            if (!ElementConversion.TryConvert(chunk, Type, destination + done * size, type, n))
                throw NoConversion(type);
            done += n;
        }

        GC.KeepAlive(_storage);
    }
}
