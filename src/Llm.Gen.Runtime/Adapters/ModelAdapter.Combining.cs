namespace Llm.Gen.Runtime;

/// <summary>Several adapters made one.</summary>
public sealed partial class ModelAdapter
{
    /// <summary>A new adapter that is a weighted combination of adapters of one model. It goes on, and they go off.</summary>
    /// <param name="adapters">Adapters that are low-rank updates and nothing else.</param>
    /// <param name="weights">What each counts.</param>
    /// <param name="kind">How they are combined.</param>
    /// <exception cref="ArgumentException">The adapters do not go together: what and why is named.</exception>
    public static ModelAdapter Combine(IReadOnlyList<ModelAdapter> adapters, IReadOnlyList<double> weights, AdapterCombination kind)
    {
        Require(adapters, weights, kind);
        var first = adapters[0];
        using var turn = first._model.TakeTurn();
        var terms = adapters.Zip(weights)
            .SelectMany(pair => pair.First._parts.Cast<LoraPart>().Select(part => (Part: part, Weight: pair.Second)))
            .GroupBy(term => term.Part.Name).ToList();
        if (kind == AdapterCombination.Linear && terms.Find(group => group.Select(term => term.Part.Adapter.Factors.Rank).Distinct().Count() > 1) is { } mixed)
            throw new ArgumentException($"The updates on {mixed.Key} have the ranks {string.Join(" and ", mixed.Select(term => term.Part.Adapter.Factors.Rank))}, and a linear combination takes one rank; combine them as {AdapterCombination.Concatenated} or {AdapterCombination.Truncated}.", nameof(kind));

        var parts = new List<AdapterPart>();
        foreach (var group in terms)
        {
            var update = LowRankSum.Of([.. group.Select(term => (term.Part.Adapter.Factors, term.Weight))], kind);
            parts.Add(new LoraPart(group.Key, new LoraAdapter(group.First().Part.Adapter.Target, update, null, 0, (ulong)parts.Count), first._sites.RowsOf(group.Key)));
        }
        foreach (var adapter in adapters)
            adapter.TakeOff();
        return new ModelAdapter(first._sites, Describe(first.Config, parts), parts, []);
    }

    /// <summary>Scale 1 is an alpha that is the rank.</summary>
    private static AdapterConfig Describe(AdapterConfig like, List<AdapterPart> parts)
    {
        var ranks = parts.Cast<LoraPart>().Select(part => (part.Name, part.Adapter.Factors.Rank)).ToList();
        var usual = ranks.GroupBy(entry => entry.Rank).MaxBy(group => group.Count())!.Key;
        var own = ranks.Where(entry => entry.Rank != usual).ToList();
        return new AdapterConfig
        {
            BaseModel = like.BaseModel,
            Rank = usual,
            Alpha = usual,
            TargetModules = [.. ranks.Select(entry => entry.Name)],
            RankPattern = [.. own.Select(entry => KeyValuePair.Create(Pattern(entry.Name), entry.Rank))],
            AlphaPattern = [.. own.Select(entry => KeyValuePair.Create(Pattern(entry.Name), (double)entry.Rank))],
        };

        static string Pattern(string name) => name.Replace(".", @"\.", StringComparison.Ordinal);
    }

    private static void Require(IReadOnlyList<ModelAdapter> adapters, IReadOnlyList<double> weights, AdapterCombination kind)
    {
        ArgumentNullException.ThrowIfNull(adapters);
        ArgumentNullException.ThrowIfNull(weights);
        if (!Enum.IsDefined(kind))
            throw new ArgumentException($"The kind of combination is {(int)kind}; expected {string.Join(", ", Enum.GetNames<AdapterCombination>())}.", nameof(kind));
        if (adapters.Count == 0 || adapters.Count != weights.Count)
            throw new ArgumentException($"There are {adapters.Count} adapters and {weights.Count} weights; give one weight each, and at least one.", nameof(weights));
        if (weights.FirstOrDefault(weight => !double.IsFinite(weight)) is not 0 and var wrong)
            throw new ArgumentException($"A weight is {wrong}; expected a finite number.", nameof(weights));
        foreach (var adapter in adapters)
        {
            adapter.RequireSeparate();
            if (adapter._model != adapters[0]._model)
                throw new ArgumentException("The adapters are on different models; load them on one.", nameof(adapters));
            if (adapter._parts.Find(part => part is not LoraPart { AddsUp: true }) is { } other)
                throw new ArgumentException($"An adapter changes {other.Changes} by more than a low-rank update, which cannot be weighted; combine adapters of low-rank updates alone.", nameof(adapters));
        }
    }
}
