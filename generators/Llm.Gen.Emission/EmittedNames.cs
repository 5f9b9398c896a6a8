namespace Llm.Gen.Emission;

/// <summary>The names that emitted code takes for itself; a declaration that uses them otherwise cannot be completed.</summary>
public static class EmittedNames
{
    /// <summary>What is added to the record.</summary>
    public static IReadOnlyList<string> Members { get; } =
    [
        "Model", "Decoder", "Layer", "DenseLayer", "ExpertLayer", "Attention", "FeedForward", "MixtureOfExperts", "Expert", "SharedExpert", "Create", "Load", "Config", "Facts", "Factory", "ParameterCount", "AdapterTargets",
        "Vocab", "HiddenSize", "LayerCount", "Heads", "KvHeads", "HeadSize", "Inner", "ExpertCount", "ExpertsChosen", "ExpertInner", "SharedInner", "Positions", "RopeTheta", "NormEpsilon",
        "Window", "Windows", "SinkTokens", "SinkTokensOfLayer", "AttentionScale", "AttentionScales", "AttentionSoftcap", "AttentionClip", "AttentionDropout", "RopeOfLayer", "QueryKeyNormEpsilon",
        "Buckets", "MaximumDistance", "QueryRank", "KvRank", "PlainSize", "RotarySize", "ValueSize",
        "EmbeddingSize", "EmbeddingNormEpsilon", "FinalNormEpsilon", "EmbeddingScale", "ResidualMultiplier", "LogitMultiplier", "LogitSoftcap", "EmbeddingDropout", "ResidualDropout",
    ];

    /// <summary>Those of them that are methods, and may have overloads written by hand.</summary>
    public static IReadOnlyList<string> Methods { get; } = ["Create", "Load"];

    /// <summary>The short names for types from elsewhere.</summary>
    public static IReadOnlyList<string> Aliases { get; } = [.. RuntimeNames.All.Select(name => name.Alias).Where(alias => alias != "ModelFactory")];

    /// <summary>Everything from elsewhere that emitted code calls by a short name; the last two are words of the language that a declaration can take from it.</summary>
    public static IReadOnlyList<string> Borrowed { get; } = [.. Aliases, RuntimeNames.ModuleList.Alias, .. RuntimeNames.Torch.Members, "var", "nameof"];
}
