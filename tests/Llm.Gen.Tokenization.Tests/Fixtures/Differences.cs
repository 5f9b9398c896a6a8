namespace Llm.Gen.Tokenization.Tests;

/// <summary>Collects differences between what is expected and what was got.</summary>
internal sealed class Differences
{
    private readonly List<string> _found = [];
    private int _compared;

    public void Check<T>(string name, string what, IEnumerable<T> expected, IEnumerable<T> actual)
    {
        _compared++;
        if (!expected.SequenceEqual(actual))
            _found.Add($"'{name}': {what}: expected [{string.Join(" | ", expected)}], got [{string.Join(" | ", actual)}]");
    }

    public void CheckFails(string name, Func<object> action)
    {
        _compared++;
        if (Record.Exception(action) is null)
            _found.Add($"'{name}': expected an error");
    }

    public void AssertNone()
    {
        Assert.True(_found.Count == 0, $"{_found.Count} of {_compared} comparisons differ:\n{string.Join('\n', _found.Take(20))}");
        Assert.NotEqual(0, _compared);
    }
}
