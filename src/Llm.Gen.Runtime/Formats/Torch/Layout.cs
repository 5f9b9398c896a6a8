namespace Llm.Gen.Runtime.Formats;

/// <summary>Where the numbers of a strided tensor lie in its storage; dimensions that follow on from each other count as one.</summary>
internal sealed class Layout
{
    private readonly long _offset;
    private readonly List<(long Size, long Stride)> _dimensions = [];      // innermost first, none of size 1

    /// <summary>The layout of a tensor that has numbers: no size is 0.</summary>
    /// <exception cref="OverflowException">It reaches beyond 2^63 numbers.</exception>
    public Layout(long offset, IReadOnlyList<long> shape, IReadOnlyList<long> strides)
    {
        _offset = offset;
        for (var i = shape.Count - 1; i >= 0; i--)
        {
            if (shape[i] == 1)
                continue;

            var inner = _dimensions.LastOrDefault();
            if (_dimensions.Count > 0 && strides[i] == checked(inner.Size * inner.Stride))
                _dimensions[^1] = (checked(inner.Size * shape[i]), inner.Stride);
            else
                _dimensions.Add((shape[i], strides[i]));
        }

        var extent = 1L;
        foreach (var (size, stride) in _dimensions)
            extent = checked(extent + (size - 1) * stride);
        Extent = extent;
        End = checked(offset + extent);
    }

    /// <summary>Numbers of the storage from the first one used to the last.</summary>
    public long Extent { get; }

    /// <summary>The number of the storage after the last one used.</summary>
    public long End { get; }

    /// <summary>True when the numbers lie in order, one after the other.</summary>
    public bool IsContiguous => _dimensions is [] or [(_, 1)];

    /// <summary>Size of the innermost dimension, and the step from one number of it to the next.</summary>
    public (long Size, long Step) Runs => _dimensions is [var innermost, ..] ? innermost : (1, 1);

    /// <summary>The number of the storage that is number <paramref name="index"/> of the tensor.</summary>
    public long Find(long index)
    {
        var place = _offset;
        foreach (var (size, stride) in _dimensions)
        {
            place += index % size * stride;
            index /= size;
        }

        return place;
    }
}
