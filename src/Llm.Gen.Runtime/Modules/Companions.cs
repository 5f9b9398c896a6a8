namespace Llm.Gen.Runtime;

/// <summary>What one module keeps.</summary>
internal sealed class Companions : IDisposable
{
    private readonly List<ICompanion> _all = [];

    public void Add(ICompanion companion) => _all.Add(companion);

    public void Follow()
    {
        foreach (var companion in _all)
            companion.Follow();
    }

    public void Dispose()
    {
        foreach (var companion in _all)
            companion.Dispose();
    }
}
