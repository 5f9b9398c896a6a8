namespace Llm.Gen.Runtime;

/// <summary>What one module keeps; for another that registers its children, one companion.</summary>
internal sealed class Companions : ICompanion
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
