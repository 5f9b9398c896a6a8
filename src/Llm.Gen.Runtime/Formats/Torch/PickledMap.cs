using System.Collections;

namespace Llm.Gen.Runtime.Formats;

/// <summary>A dictionary of a pickle, in the order of its keys, which are texts and integers.</summary>
internal sealed class PickledMap : IReadOnlyCollection<KeyValuePair<object, object?>>
{
    // Made with the first entry: a hostile pickle has a dictionary a byte.
    private OrderedDictionary<object, object?>? _entries;

    public int Count => _entries?.Count ?? 0;

    /// <summary>The value of a key, null when it has none.</summary>
    public object? this[object key] => _entries is not null && _entries.TryGetValue(key, out var value) ? value : null;

    /// <summary>Adds an entry; a later one takes the place of an earlier one of the same key.</summary>
    /// <returns>False when the key is neither a text nor an integer.</returns>
    public bool TrySet(object? key, object? value)
    {
        if (key is not (string or long))
            return false;

        _entries ??= new OrderedDictionary<object, object?>(RandomHash.Instance);
        _entries[key] = value;
        return true;
    }

    public IEnumerator<KeyValuePair<object, object?>> GetEnumerator() => (_entries ?? Enumerable.Empty<KeyValuePair<object, object?>>()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // The hash of a long is its two halves xored: keys could be chosen that all collide.
    private sealed class RandomHash : IEqualityComparer<object>
    {
        public static RandomHash Instance { get; } = new();

        public new bool Equals(object? left, object? right) => object.Equals(left, right);

        public int GetHashCode(object key) => key is long integer ? HashCode.Combine((int)integer, (int)(integer >> 32)) : key.GetHashCode();
    }
}
