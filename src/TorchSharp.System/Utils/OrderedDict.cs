using System.Collections;

namespace TorchSharp.Utils;

/// <summary>A dictionary that keeps the order of its additions, and is a list of pairs in that order.</summary>
public class OrderedDict<TKey, TValue> : IDictionary<TKey, TValue>, IList<(TKey, TValue)>
    where TKey : notnull
{
    private readonly Dictionary<TKey, TValue> _values = [];
    private readonly List<(TKey, TValue)> _pairs = [];

    /// <summary>The value of a key; setting a new key adds it at the end.</summary>
    public TValue this[TKey key]
    {
        get => _values[key];
        set
        {
            _values[key] = value;
            var index = IndexOfKey(key);
            if (index >= 0) _pairs[index] = (key, value);
            else _pairs.Add((key, value));
        }
    }

    /// <summary>The pair at a place.</summary>
    public (TKey, TValue) this[int index]
    {
        get => _pairs[index];
        set
        {
            _values.Remove(_pairs[index].Item1);
            _values[value.Item1] = value.Item2;
            _pairs[index] = value;
        }
    }

    /// <summary>Number of pairs.</summary>
    public int Count => _pairs.Count;

    /// <summary>Always false.</summary>
    public bool IsReadOnly => false;

    /// <summary>Keys in order.</summary>
    public ICollection<TKey> Keys => [.. keys()];

    /// <summary>Values in order.</summary>
    public ICollection<TValue> Values => [.. values()];

    /// <summary>Keys in order.</summary>
    public IEnumerable<TKey> keys() => _pairs.Select(pair => pair.Item1);

    /// <summary>Values in order.</summary>
    public IEnumerable<TValue> values() => _pairs.Select(pair => pair.Item2);

    /// <summary>Pairs in order.</summary>
    public IEnumerator<(TKey, TValue)> items() => GetEnumerator();

    /// <summary>Pairs in order.</summary>
    public IEnumerator<(TKey, TValue)> GetEnumerator() => _pairs.GetEnumerator();

    /// <summary>Adds a pair at the end; a known key is an error.</summary>
    public void Add((TKey, TValue) item) => Insert(Count, item);

    /// <summary>Adds a pair at the end; a known key is an error.</summary>
    public void Add(TKey key, TValue value) => Add((key, value));

    /// <summary>Adds a pair at the end; a known key is an error.</summary>
    public void Add(KeyValuePair<TKey, TValue> item) => Add((item.Key, item.Value));

    /// <summary>Adds a pair at a place; a known key is an error.</summary>
    public void Insert(int index, (TKey, TValue) item)
    {
        _values.Add(item.Item1, item.Item2);
        _pairs.Insert(index, item);
    }

    /// <summary>Removes a key; false when it is not there.</summary>
    public bool Remove(TKey key)
    {
        if (!_values.Remove(key)) return false;
        _pairs.RemoveAt(IndexOfKey(key));
        return true;
    }

    /// <summary>Removes a pair; false when it is not there.</summary>
    public bool Remove((TKey, TValue) item) => Contains(item) && Remove(item.Item1);

    /// <summary>Removes a pair; false when it is not there.</summary>
    public bool Remove(KeyValuePair<TKey, TValue> item) => Remove((item.Key, item.Value));

    /// <summary>Removes the pair at a place.</summary>
    public void RemoveAt(int index)
    {
        _values.Remove(_pairs[index].Item1);
        _pairs.RemoveAt(index);
    }

    /// <summary>Removes all.</summary>
    public void Clear()
    {
        _values.Clear();
        _pairs.Clear();
    }

    /// <summary>Removes all.</summary>
    public void clear() => Clear();

    /// <summary>True when the key is there.</summary>
    public bool ContainsKey(TKey key) => _values.ContainsKey(key);

    /// <summary>True when the pair is there.</summary>
    public bool Contains((TKey, TValue) item) => _pairs.Contains(item);

    /// <summary>True when the pair is there.</summary>
    public bool Contains(KeyValuePair<TKey, TValue> item) => Contains((item.Key, item.Value));

    /// <summary>Place of a pair, or -1.</summary>
    public int IndexOf((TKey, TValue) item) => _pairs.IndexOf(item);

    /// <summary>The value of a key; false when it is not there.</summary>
#pragma warning disable CS8767 // TorchSharp's signature has no annotation on the value.
    public bool TryGetValue(TKey key, out TValue value) => _values.TryGetValue(key, out value!);
#pragma warning restore CS8767

    /// <summary>Copies the pairs in order.</summary>
    public void CopyTo((TKey, TValue)[] array, int arrayIndex) => _pairs.CopyTo(array, arrayIndex);

    /// <summary>Copies the pairs in order.</summary>
    public void CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex)
    {
        foreach (var (key, value) in _pairs) array[arrayIndex++] = new KeyValuePair<TKey, TValue>(key, value);
    }

    internal bool TryAdd(TKey key, TValue value)
    {
        if (ContainsKey(key)) return false;
        Add(key, value);
        return true;
    }

    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<KeyValuePair<TKey, TValue>>.GetEnumerator() =>
        _pairs.Select(pair => new KeyValuePair<TKey, TValue>(pair.Item1, pair.Item2)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOfKey(TKey key) => _pairs.FindIndex(pair => EqualityComparer<TKey>.Default.Equals(pair.Item1, key));
}
