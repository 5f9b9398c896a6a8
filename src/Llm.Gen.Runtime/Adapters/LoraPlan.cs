namespace Llm.Gen.Runtime;

/// <summary>The low-rank updates of projections that are computed together: each adds to its rows of the output.</summary>
/// <param name="Updates">The updates, each with the first row of its projection.</param>
internal sealed record LoraPlan(IReadOnlyList<(LoraAdapter Adapter, long FirstRow)> Updates)
{
    /// <summary>The plan of projections whose outputs lie side by side; none where nothing is adapted, or some adapter is more than a sum.</summary>
    public static LoraPlan? For(ReadOnlySpan<Projection> projections)
    {
        List<(LoraAdapter, long)>? updates = null;
        var row = 0L;
        foreach (var projection in projections)
        {
            foreach (var adapter in AdapterStack.On(projection))
            {
                if (adapter is not LoraAdapter { Magnitude: null } lora)
                    return null;
                (updates ??= []).Add((lora, row));
            }
            row += projection.OutputSize;
        }
        return updates is null ? null : new LoraPlan(updates);
    }
}
