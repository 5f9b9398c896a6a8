using System.Collections;

namespace TorchSharp.Utils;

/// <summary>The elements of a tensor on the CPU, over its own memory, whatever its strides. It does not own the tensor.</summary>
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T>
    where T : unmanaged
{
    private readonly torch.Tensor _tensor;
    private readonly long[] _sizes;
    private readonly long[] _strides;
    private readonly T* _start;

    internal TensorAccessor(torch.Tensor tensor)
    {
        _tensor = tensor;
        _sizes = tensor.shape;
        _strides = tensor.stride();
        _start = (T*)tensor.Pointer();
        Count = tensor.numel();
    }

    /// <summary>Number of elements.</summary>
    public long Count { get; }

    /// <summary>Always false.</summary>
    public bool IsReadOnly => false;

    /// <summary>One element by the index of every dimension, or by one number that counts elements in order.</summary>
    public T this[params long[] indices]
    {
        get => _start[Place(indices)];
        set => _start[Place(indices)] = value;
    }

    /// <summary>A copy of all elements in the order of their indices.</summary>
    public T[] ToArray()
    {
        var copy = new T[Count];
        CopyTo(copy);
        return copy;
    }

    /// <summary>A copy of all elements in an array of as many dimensions.</summary>
    public Array ToNDArray()
    {
        if (_sizes.Length < 2) return ToArray();
        var copy = Array.CreateInstance(typeof(T), _sizes);
        var places = new long[_sizes.Length];
        foreach (var element in this)
        {
            copy.SetValue(element, places);
            for (var dim = places.Length - 1; dim >= 0 && ++places[dim] == _sizes[dim]; dim--) places[dim] = 0;
        }
        return copy;
    }

    /// <summary>Copies elements from number <paramref name="tensorIndex"/> on.</summary>
    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    /// <summary>Copies elements from number <paramref name="tensorIndex"/> on.</summary>
    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var count = (int)Math.Min(Count - tensorIndex, array.Length - arrayIndex);
        if (_tensor.is_contiguous())
        {
            new ReadOnlySpan<T>(_start + tensorIndex, count).CopyTo(array[arrayIndex..]);
            return;
        }
        for (var i = 0; i < count; i++) array[arrayIndex + i] = _start[PlaceOf(tensorIndex + i)];
    }

    /// <summary>Sets elements from number <paramref name="tensorIndex"/> on.</summary>
    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    /// <summary>Sets elements from number <paramref name="tensorIndex"/> on.</summary>
    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var count = (int)Math.Min(Count - tensorIndex, array.Length - arrayIndex);
        for (var i = 0; i < count; i++) _start[PlaceOf(tensorIndex + i)] = array[arrayIndex + i];
    }

    /// <summary>Elements in the order of their indices.</summary>
    public IEnumerator<T> GetEnumerator()
    {
        for (long i = 0; i < Count; i++) yield return At(i);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Nothing to release; there for source compatibility.</summary>
    public void Dispose() => GC.KeepAlive(_tensor);

    private T At(long number) => _start[PlaceOf(number)];

    private long Place(long[] indices)
    {
        if (indices.Length == 1 && _sizes.Length != 1) return PlaceOf(indices[0]);
        if (indices.Length != _sizes.Length)
            throw new ArgumentException($"{indices.Length} indices were given for a tensor of {_sizes.Length} dimensions; give one for each.");
        long place = 0;
        for (var dim = 0; dim < indices.Length; dim++)
        {
            if (indices[dim] < 0 || indices[dim] >= _sizes[dim])
                throw new IndexOutOfRangeException($"Index {indices[dim]} is outside dimension {dim}, whose size is {_sizes[dim]}.");
            place += indices[dim] * _strides[dim];
        }
        return place;
    }

    /// <summary>Where the element of that number, counted in the order of the indices, lies.</summary>
    private long PlaceOf(long number)
    {
        if (number < 0 || number >= Count) throw new IndexOutOfRangeException($"Element {number} is outside a tensor of {Count} elements.");
        long place = 0;
        for (var dim = _sizes.Length - 1; dim >= 0; dim--)
        {
            place += number % _sizes[dim] * _strides[dim];
            number /= _sizes[dim];
        }
        return place;
    }
}
