namespace Llm.Gen.Architectures;

/// <summary>What an error about an architecture is about, named apart from how a declaration or a file spells it.</summary>
public enum ArchitectureMember
{
    /// <summary>The whole architecture.</summary>
    Whole,

    /// <summary>The family.</summary>
    Family,

    /// <summary>The number of layers.</summary>
    Layers,

    /// <summary>Which layers a part is for.</summary>
    LayerRange,

    /// <summary>The size of the hidden state.</summary>
    Hidden,

    /// <summary>The size of the vocabulary.</summary>
    Vocab,

    /// <summary>The number of positions.</summary>
    Positions,

    /// <summary>Whether the embedding scores the next token.</summary>
    TiedEmbeddings,

    /// <summary>How token ids become the first hidden state.</summary>
    Embedding,

    /// <summary>How hidden states become scores.</summary>
    Head,

    /// <summary>What training drops.</summary>
    Dropout,

    /// <summary>The number of query heads.</summary>
    Heads,

    /// <summary>The number of key and value heads.</summary>
    KeyValueHeads,

    /// <summary>The size of a head.</summary>
    HeadSize,

    /// <summary>The biases of the attention.</summary>
    AttentionBias,

    /// <summary>The window of the attention.</summary>
    Window,

    /// <summary>The norm of queries and keys.</summary>
    QueryKeyNorm,

    /// <summary>Another option of the attention.</summary>
    AttentionOption,

    /// <summary>The sizes of a latent attention.</summary>
    Latent,

    /// <summary>The inner size of the feed-forward.</summary>
    Inner,

    /// <summary>The activation of the feed-forward.</summary>
    Activation,

    /// <summary>The biases of the feed-forward.</summary>
    FeedForwardBias,

    /// <summary>The number of experts.</summary>
    Experts,

    /// <summary>The number of experts that a token passes through.</summary>
    ChosenExperts,

    /// <summary>How experts are chosen and weighed.</summary>
    Routing,

    /// <summary>The kind of norm.</summary>
    Norm,

    /// <summary>A component that the library's user wrote.</summary>
    Component,

    /// <summary>Where the norms stand.</summary>
    Placement,

    /// <summary>What is added to the residual stream.</summary>
    Residual,

    /// <summary>How the attention knows where tokens stand.</summary>
    Position,

    /// <summary>The epsilon of the norms.</summary>
    Epsilon,

    /// <summary>The number of buckets of distances.</summary>
    Buckets,

    /// <summary>The distance from which all count as one.</summary>
    MaximumDistance,

    /// <summary>LongRoPE's divisors of frequencies.</summary>
    FrequencyFactors,

    /// <summary>The base of the rotary frequencies.</summary>
    Theta,

    /// <summary>The number of rotated columns.</summary>
    RotaryColumns,

    /// <summary>The kind of rotary scaling.</summary>
    RopeScaling,

    /// <summary>The factor of a rotary scaling.</summary>
    ScalingFactor,

    /// <summary>The positions first trained at.</summary>
    OriginalPositions,

    /// <summary>Llama 3's factor of long wave lengths.</summary>
    LowFrequencyFactor,

    /// <summary>Llama 3's factor of short wave lengths.</summary>
    HighFrequencyFactor,

    /// <summary>YaRN's turns above which a column is kept.</summary>
    BetaFast,

    /// <summary>YaRN's turns below which a column is stretched.</summary>
    BetaSlow,

    /// <summary>YaRN's factor of queries and keys.</summary>
    AttentionFactor,

    /// <summary>YaRN's scale of that factor.</summary>
    Mscale,

    /// <summary>YaRN's divisor of that factor.</summary>
    MscaleAllDimensions,

    /// <summary>Whether YaRN's ramp begins and ends at whole columns.</summary>
    Truncate,
}
