namespace Llm.Gen.Runtime;

/// <summary>What an adapter consists of and where it sits: the file adapter_config.json of the PEFT format.</summary>
public sealed record AdapterConfig
{
    /// <summary>Name of the file in an adapter's folder.</summary>
    public const string FileName = "adapter_config.json";

    /// <summary>The entry of <see cref="TargetModules"/> that stands for every projection but the head.</summary>
    public const string AllLinear = "all-linear";

    /// <summary>Rank of the updates, r, where <see cref="RankPattern"/> says nothing else; 8 unless said.</summary>
    public int Rank { get; init; } = 8;

    /// <summary>Updates are multiplied by Alpha / Rank, where <see cref="AlphaPattern"/> says nothing else; 16 unless said.</summary>
    public double Alpha { get; init; } = 16;

    /// <summary>Share of what updates read that training drops; 0 unless said.</summary>
    public double Dropout { get; init; }

    /// <summary>Modules with a low-rank update: a layer's full name, or the end of it after a dot; or <see cref="AllLinear"/>. All projections unless said.</summary>
    public IReadOnlyList<string> TargetModules { get; init; } = [AllLinear];

    /// <summary>In place of <see cref="TargetModules"/>, a regular expression for a layer's full name, or none.</summary>
    public string? TargetPattern { get; init; }

    /// <summary>Modules without an update though they are targets; none unless said.</summary>
    public IReadOnlyList<string> ExcludeModules { get; init; } = [];

    /// <summary>In place of <see cref="ExcludeModules"/>, a regular expression for a layer's full name, or none.</summary>
    public string? ExcludePattern { get; init; }

    /// <summary>The only layers with updates, by number; all unless said.</summary>
    public IReadOnlyList<int> Layers { get; init; } = [];

    /// <summary>Names under which layers are numbered, as regular expressions; "layers", "h" and so on, whatever comes before a number, unless said.</summary>
    public IReadOnlyList<string> LayersPattern { get; init; } = [];

    /// <summary>Ranks of some layers: the first key that matches the end of a layer's name counts.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> RankPattern { get; init; } = [];

    /// <summary>Alphas of some layers: the first key that matches the end of a layer's name counts.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> AlphaPattern { get; init; } = [];

    /// <summary>Whether updates are multiplied by Alpha / sqrt(Rank) (rsLoRA, arXiv:2312.03732).</summary>
    public bool UsesRootOfRank { get; init; }

    /// <summary>Whether rows of the matrix learn their length apart from their direction (DoRA, arXiv:2402.09353).</summary>
    public bool LearnsMagnitude { get; init; }

    /// <summary>Which biases are trained along; none unless said.</summary>
    public AdapterBias Bias { get; init; }

    /// <summary>Modules that are trained whole and stored with the adapter; none unless said.</summary>
    public IReadOnlyList<string> ModulesToSave { get; init; } = [];

    /// <summary>Token ids whose vectors are trained, by the name of the module that has them; none unless said.</summary>
    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<int>>> TrainableTokens { get; init; } = [];

    /// <summary>Whether an embedding that is stored with the adapter is the head too, where the model has one matrix for both.</summary>
    public bool KeepsTies { get; init; }

    /// <summary>Where the model came from, for people to read; none unless said.</summary>
    public string? BaseModel { get; init; }

    /// <summary>The file that was read, kept so that saving writes it back.</summary>
    internal string? Text { get; init; }

    /// <summary>What the update of a layer is multiplied by.</summary>
    internal double ScaleOf(string name)
    {
        var alpha = AlphaPattern.FirstOrDefault(entry => ModuleNames.EndsWith(name, entry.Key)) is { Key: not null } own ? own.Value : Alpha;
        var rank = RankOf(name);
        return UsesRootOfRank ? alpha / Math.Sqrt(rank) : alpha / rank;
    }

    /// <summary>The rank of a layer's update.</summary>
    internal int RankOf(string name) =>
        RankPattern.FirstOrDefault(entry => ModuleNames.EndsWith(name, entry.Key)) is { Key: not null } own ? own.Value : Rank;

    /// <summary>Whether a module has a low-rank update.</summary>
    /// <param name="name">Its full name.</param>
    /// <param name="isHead">Whether it scores the vocabulary.</param>
    /// <param name="isProjection">Whether it is a projection, and no embedding.</param>
    internal bool Targets(string name, bool isHead, bool isProjection)
    {
        if (ExcludePattern is not null ? ModuleNames.IsWhole(name, ExcludePattern) : ModuleNames.IsListed(name, ExcludeModules))
            return false;
        if (TargetPattern is not null)
            return ModuleNames.IsWhole(name, TargetPattern);
        if (TargetModules is [AllLinear])
            return isProjection && !isHead;
        if (TargetModules.Contains(name))
            return true;
        return ModuleNames.IsListed(name, TargetModules) && (Layers.Count == 0 || ModuleNames.LayerOf(name, LayersPattern) is { } layer && Layers.Contains(layer));
    }

    /// <summary>Whether a module is stored whole with the adapter.</summary>
    internal bool Saves(string name) => ModuleNames.IsListed(name, ModulesToSave);

    /// <summary>What is wrong with the numbers, each a clause.</summary>
    internal IEnumerable<string> Errors()
    {
        if (Rank < 1)
            yield return $"r is {Rank}, expected 1 or more";
        if (!(Alpha > 0) || !double.IsFinite(Alpha))
            yield return FormattableString.Invariant($"lora_alpha is {Alpha}, expected above 0");
        if (!(Dropout is >= 0 and < 1))
            yield return FormattableString.Invariant($"lora_dropout is {Dropout}, expected from 0 to below 1");
        foreach (var (key, rank) in RankPattern.Where(entry => entry.Value < 1))
            yield return $"rank_pattern gives {Formats.Printable.Of(key)} the rank {rank}, expected 1 or more";
        foreach (var (key, alpha) in AlphaPattern.Where(entry => !(entry.Value > 0) || !double.IsFinite(entry.Value)))
            yield return FormattableString.Invariant($"alpha_pattern gives {Formats.Printable.Of(key)} the alpha {alpha}, expected above 0");
        if (!Enum.IsDefined(Bias))
            yield return $"bias is {(int)Bias}, expected one of {string.Join(", ", Enum.GetNames<AdapterBias>())}";
        if (TargetPattern is null && TargetModules.Count == 0 && TrainableTokens.Count == 0 && ModulesToSave.Count == 0)
            yield return "target_modules is empty, expected names of layers, all-linear or a regular expression";
        if (TargetPattern is not null && Layers.Count > 0)
            yield return "layers_to_transform goes with a list of target_modules, and target_modules is a regular expression: put the numbers of layers into that";
        foreach (var (key, ids) in TrainableTokens.Where(entry => entry.Value.Count == 0 || entry.Value.Distinct().Count() < entry.Value.Count || entry.Value.Any(id => id < 0)))
            yield return $"trainable_token_indices of {Formats.Printable.Of(key)} has {ids.Count} ids, expected at least one, each once and none below 0";
        foreach (var pattern in Patterns())
            if (ModuleNames.Problem(pattern) is { } problem)
                yield return $"{Formats.Printable.Of(pattern)} is no regular expression that can be read ({problem})";
    }

    private IEnumerable<string> Patterns() =>
        [.. RankPattern.Select(entry => entry.Key), .. AlphaPattern.Select(entry => entry.Key), .. LayersPattern, .. new[] { TargetPattern, ExcludePattern }.OfType<string>()];
}
