namespace Llm.Gen.Runtime.Formats;

/// <summary>The values that a pickle keeps by number, so that it can use them again. Writers number them from 0, those of Python 2 from 1.</summary>
internal sealed class PickleMemo(PickleCursor cursor)
{
    private static readonly object Missing = new();

    private readonly List<object?> _values = [];

    public void Clear() => _values.Clear();

    public void Add(object? value) => _values.Add(value);

    public void Put(long index, object? value)
    {
        if (index > _values.Count + 1)
            throw cursor.Damaged($"value {index} of the pickle's memo is written before value {_values.Count}");

        while (_values.Count <= index)
            _values.Add(Missing);
        _values[(int)index] = value;
    }

    public object? Get(long index)
    {
        if (index >= _values.Count || ReferenceEquals(_values[(int)index], Missing))
            throw cursor.Damaged($"the pickle uses value {index} of its memo, which it never wrote");

        return _values[(int)index];
    }
}
