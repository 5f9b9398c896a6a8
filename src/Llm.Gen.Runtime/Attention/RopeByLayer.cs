namespace Llm.Gen.Runtime;

/// <summary>Rotary positions that differ by layer, or that some layers lack.</summary>
/// <param name="ropes">The different ones.</param>
/// <param name="layers">For each layer which of them it turns by, or none.</param>
public sealed class RopeByLayer(IReadOnlyList<Rope> ropes, IReadOnlyList<int?> layers) : ICompanion
{
    /// <summary>The turns of a pass's positions, for each layer; none where it does not turn.</summary>
    public IReadOnlyList<Rotation?> At(Pass pass)
    {
        var rotations = ropes.Select(rope => rope.At(pass)).ToArray();
        return [.. layers.Select(place => place is { } rope ? rotations[rope] : null)];
    }

    void ICompanion.Follow()
    {
        foreach (var rope in ropes)
            rope.Forget();
    }

    /// <summary>Frees the tables.</summary>
    public void Dispose()
    {
        foreach (var rope in ropes)
            rope.Dispose();
    }
}
