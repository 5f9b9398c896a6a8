namespace Llm.Gen.Cli.FineTuning;

/// <summary>The low-rank updates that were asked for. What is null was not said.</summary>
internal sealed record LowRankRequest
{
    public int? Rank { get; init; }

    public double? Alpha { get; init; }

    public double? Dropout { get; init; }

    /// <summary>Modules with an update; null for every projection but the head.</summary>
    public IReadOnlyList<string>? Targets { get; init; }

    /// <summary>Modules that learn whole and are stored with the adapter.</summary>
    public IReadOnlyList<string>? ModulesToSave { get; init; }

    /// <summary>Whether updates are multiplied by alpha / sqrt(rank) (rsLoRA, arXiv:2312.03732).</summary>
    public bool UsesRootOfRank { get; init; }

    /// <summary>How much faster B matrices learn than A matrices (LoRA+, arXiv:2402.12354).</summary>
    public double? RateRatio { get; init; }

    /// <summary>The options that were given, as the command line spells them.</summary>
    public IEnumerable<string> Given()
    {
        if (Rank is not null)
            yield return "--rank";
        if (Alpha is not null)
            yield return "--alpha";
        if (Dropout is not null)
            yield return "--lora-dropout";
        if (Targets is not null)
            yield return "--targets";
        if (ModulesToSave is not null)
            yield return "--modules-to-save";
        if (UsesRootOfRank)
            yield return "--rslora";
        if (RateRatio is not null)
            yield return "--lora-plus";
    }

    public IEnumerable<string> Errors()
    {
        if (Rank < 1)
            yield return $"--rank is {Rank}, expected at least 1";
        if (Alpha is { } alpha && !(alpha > 0 && double.IsFinite(alpha)))
            yield return $"--alpha is {alpha}, expected a number above 0";
        if (Dropout is { } dropout && !(dropout is >= 0 and < 1))
            yield return $"--lora-dropout is {dropout}, expected from 0 to below 1";
        if (RateRatio is { } ratio && !(ratio > 0 && double.IsFinite(ratio)))
            yield return $"--lora-plus is {ratio}, expected a number above 0";
    }
}
