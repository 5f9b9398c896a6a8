namespace Llm.Gen.Runtime.Formats;

/// <summary>A tensor in an open file: its name and shape now, its numbers when they are copied out.</summary>
/// <remarks>Valid while the file it came from is open. Reading from several threads at once is safe.</remarks>
public abstract class StoredTensor
{
    /// <summary>Describes a tensor; <paramref name="shape"/> is row-major, the last dimension contiguous.</summary>
    protected StoredTensor(string name, IReadOnlyList<long> shape)
    {
        Name = name;
        Shape = shape;
        Elements = 1;
        foreach (var size in shape)
            Elements = checked(Elements * size);
    }

    /// <summary>The name in the file.</summary>
    public string Name { get; }

    /// <summary>Row-major sizes; empty for a single number.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Count of numbers: the product of <see cref="Shape"/>.</summary>
    public long Elements { get; }

    /// <summary>How the file stores the numbers: an element type (<c>BF16</c>) or a block format (<c>Q4_1</c>).</summary>
    public abstract string Format { get; }

    /// <summary>The element type that holds these numbers without loss: the stored one, or float32 for block formats.</summary>
    public abstract ElementType Type { get; }

    /// <summary>Bytes in the file.</summary>
    public abstract long StoredBytes { get; }

    /// <summary>Copies all numbers, converted to <paramref name="type"/>, to <paramref name="destination"/>.</summary>
    /// <remarks>Conversions to float32, bfloat16 and float16 exist from every type; any other target must be the stored type.</remarks>
    public void CopyTo(nint destination, ElementType type) => CopyTo(destination, type, 0, Elements);

    /// <summary>Copies <paramref name="count"/> numbers from the <paramref name="start"/>th on; block formats take whole blocks only.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range leaves the tensor or cuts a block.</exception>
    /// <exception cref="NotSupportedException">There is no conversion to <paramref name="type"/>.</exception>
    public void CopyTo(nint destination, ElementType type, long start, long count)
    {
        if (start < 0 || count < 0 || start > Elements - count)
            throw new ArgumentOutOfRangeException(nameof(start), $"tensor {Name} has {Elements} numbers; {start} to {start} + {count} were asked for.");

        if (count > 0)
            Copy(destination, type, start, count);
    }

    /// <summary>Copies rows (runs of the last dimension), converted to <paramref name="type"/>.</summary>
    public void CopyRows(nint destination, ElementType type, long firstRow, long rows)
    {
        var rowSize = Shape.Count == 0 ? 1 : Shape[^1];
        CopyTo(destination, type, checked(firstRow * rowSize), checked(rows * rowSize));
    }

    /// <summary>All numbers as float32 in a new array; for tensors of fewer than 2^31 numbers.</summary>
    public unsafe float[] ToFloats()
    {
        var floats = new float[checked((int)Elements)];
        fixed (float* destination = floats)
            CopyTo((nint)destination, ElementType.Float32);
        return floats;
    }

    /// <summary>All numbers of an integer tensor in a new array.</summary>
    /// <exception cref="InvalidDataException">The tensor is not I64 or I32.</exception>
    public unsafe long[] ToIntegers()
    {
        var integers = new long[checked((int)Elements)];
        if (Type == ElementType.Int64)
        {
            fixed (long* destination = integers)
                CopyTo((nint)destination, ElementType.Int64);
            return integers;
        }

        if (Type != ElementType.Int32)
            throw new InvalidDataException($"tensor {Printable.Of(Name)} is {Format}; integers (I64 or I32) were expected.");

        var narrow = new int[integers.Length];
        fixed (int* destination = narrow)
            CopyTo((nint)destination, ElementType.Int32);
        for (var i = 0; i < narrow.Length; i++)
            integers[i] = narrow[i];
        return integers;
    }

    /// <summary>Says that the numbers cannot be had as <paramref name="type"/>.</summary>
    private protected NotSupportedException NoConversion(ElementType type) =>
        new($"tensor {Name}: {Format} cannot be read as {ElementTypes.NameOf(type)}; read it as F32, BF16, F16 or {Format}.");

    /// <summary>The copy itself; the range has been checked and is not empty.</summary>
    protected abstract void Copy(nint destination, ElementType type, long start, long count);
}
