using System.Diagnostics;

namespace Llm.Gen.Architectures;

/// <summary>How members are spelled, so that an error speaks the language of the one who wrote the value.</summary>
public sealed class MemberSpelling
{
    private readonly Func<Row, string?> _spelling;

    private MemberSpelling(Func<Row, string?> spelling) => _spelling = spelling;

    /// <summary>As the attributes of a declaration name them.</summary>
    public static MemberSpelling Declaration { get; } = new(row => row.Declared);

    /// <summary>As the keys of config.json name them.</summary>
    public static MemberSpelling Config { get; } = new(row => row.Key);

    /// <summary>As the keys of one file name them: those that it has, else those that it could have.</summary>
    internal static MemberSpelling Of(IReadOnlyDictionary<ArchitectureMember, string> present, IReadOnlyDictionary<ArchitectureMember, string> absent) =>
        new(row => present.TryGetValue(row.Member, out var key) || absent.TryGetValue(row.Member, out key) ? key : null);

    // In the order of the enumeration.
    private static readonly Row[] Rows =
    [
        new(ArchitectureMember.Whole, "The model", "The model"),
        new(ArchitectureMember.Family, "Family", "model_type"),
        new(ArchitectureMember.Layers, "Layers", "num_hidden_layers"),
        new(ArchitectureMember.LayerRange, "The layers", "layer_types"),
        new(ArchitectureMember.Hidden, "Hidden", "hidden_size"),
        new(ArchitectureMember.Vocab, "Vocab", "vocab_size"),
        new(ArchitectureMember.Positions, "Positions", "max_position_embeddings"),
        new(ArchitectureMember.TiedEmbeddings, "TiedEmbeddings", "tie_word_embeddings"),
        new(ArchitectureMember.Embedding, "The embedding", "The embedding"),
        new(ArchitectureMember.Head, "The head", "The head"),
        new(ArchitectureMember.Dropout, "Dropout", "attention_dropout"),
        new(ArchitectureMember.Heads, "Heads", "num_attention_heads"),
        new(ArchitectureMember.KeyValueHeads, "KeyValueHeads", "num_key_value_heads"),
        new(ArchitectureMember.HeadSize, "HeadSize", "head_dim"),
        new(ArchitectureMember.AttentionBias, "Bias", "attention_bias"),
        new(ArchitectureMember.Window, "Window", "sliding_window"),
        new(ArchitectureMember.QueryKeyNorm, "The norm of queries and keys", "qk_layernorm"),
        new(ArchitectureMember.AttentionOption, "The attention", "The attention"),
        new(ArchitectureMember.Latent, "The latent attention", "kv_lora_rank"),
        new(ArchitectureMember.Inner, "Inner", "intermediate_size"),
        new(ArchitectureMember.Activation, "The activation", "hidden_act"),
        new(ArchitectureMember.FeedForwardBias, "Bias", "mlp_bias"),
        new(ArchitectureMember.Experts, "Experts", "num_experts"),
        new(ArchitectureMember.ChosenExperts, "Chosen", "num_experts_per_tok"),
        new(ArchitectureMember.Routing, "The routing", "The routing"),
        new(ArchitectureMember.Norm, "The norm", "The norm"),
        new(ArchitectureMember.Component, "The component", "The component"),
        new(ArchitectureMember.Placement, "Placement", "The norms' place"),
        new(ArchitectureMember.Residual, "The residual's multiplier", "residual_multiplier"),
        new(ArchitectureMember.Position, "The position", "The position"),
        new(ArchitectureMember.Epsilon, "Epsilon", "rms_norm_eps"),
        new(ArchitectureMember.Buckets, "Buckets", "buckets"),
        new(ArchitectureMember.MaximumDistance, "MaximumDistance", "maximum_distance"),
        new(ArchitectureMember.FrequencyFactors, "ShortFactors or LongFactors", "short_factor or long_factor"),
        new(ArchitectureMember.Theta, "Theta", "rope_theta"),
        new(ArchitectureMember.RotaryColumns, "Columns", "partial_rotary_factor"),
        new(ArchitectureMember.RopeScaling, "Scaling", "rope_type"),
        new(ArchitectureMember.ScalingFactor, "Factor", "factor"),
        new(ArchitectureMember.OriginalPositions, "OriginalPositions", "original_max_position_embeddings"),
        new(ArchitectureMember.LowFrequencyFactor, "LowFrequencyFactor", "low_freq_factor"),
        new(ArchitectureMember.HighFrequencyFactor, "HighFrequencyFactor", "high_freq_factor"),
        new(ArchitectureMember.BetaFast, "BetaFast", "beta_fast"),
        new(ArchitectureMember.BetaSlow, "BetaSlow", "beta_slow"),
        new(ArchitectureMember.AttentionFactor, "AttentionFactor", "attention_factor"),
        new(ArchitectureMember.Mscale, "Mscale", "mscale"),
        new(ArchitectureMember.MscaleAllDimensions, "MscaleAllDimensions", "mscale_all_dim"),
        new(ArchitectureMember.Truncate, "Truncate", "truncate"),
    ];

    /// <summary>The spelling of a member; of one that nobody could have written, the one that most have.</summary>
    public string Of(ArchitectureMember member) => _spelling(Find(member)) ?? Find(member).Key;

    /// <summary>Whether a member can be written at all: a family may have no key for it.</summary>
    internal bool Has(ArchitectureMember member) => _spelling(Find(member)) is not null;

    private static Row Find(ArchitectureMember member) => Array.Find(Rows, row => row.Member == member) ?? throw new UnreachableException();

    private sealed record Row(ArchitectureMember Member, string Declared, string Key);
}
