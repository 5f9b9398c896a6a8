namespace Llm.Gen;

/// <summary>Declares a decoder-only language model; the record that carries it becomes the model, its loader and its adapters' points.</summary>
/// <remarks>
/// Each layer also needs an attention (<see cref="MhaAttribute"/> and its relatives), a feed-forward (<see cref="SwiGluAttribute"/>,
/// <see cref="MlpAttribute"/>, <see cref="MoeAttribute"/> and others), a norm (<see cref="RmsNormAttribute"/>, <see cref="LayerNormAttribute"/>)
/// and a way to tell positions (<see cref="RopeAttribute"/>, <see cref="LearnedAttribute"/> and others).
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class DecoderAttribute : Attribute
{
    /// <summary>Number of layers. Required.</summary>
    public int Layers { get; set; }

    /// <summary>Size of the hidden state, the width of the residual stream. Required.</summary>
    public int Hidden { get; set; }

    /// <summary>Number of tokens in the vocabulary. Required.</summary>
    public int Vocab { get; set; }

    /// <summary>Number of positions that the model was made for, in tokens. Required.</summary>
    public int Positions { get; set; }

    /// <summary>Whether the token embedding also scores the next token, in place of a head of its own. Default: false.</summary>
    public bool TiedEmbeddings { get; set; }

    /// <summary>What token embeddings are multiplied by. Default: 1.</summary>
    public double EmbeddingScale { get; set; } = 1;

    /// <summary>Size of a token's embedding where it is not the hidden size: a matrix leads in, and one leads out. Default: the hidden size.</summary>
    public int EmbeddingSize { get; set; }

    /// <summary>Whether the embeddings are normed, by the first layer's norm. Default: false.</summary>
    public bool EmbeddingNorm { get; set; }

    /// <summary>Whether there is a norm after the last layer, of that layer's kind. Default: true.</summary>
    public bool FinalNorm { get; set; } = true;

    /// <summary>What attention and feed-forward are multiplied by before they are added to the residual stream. Default: 1.</summary>
    public double ResidualMultiplier { get; set; } = 1;

    /// <summary>Whether the scores of the next token have a bias. Default: false.</summary>
    public bool HeadBias { get; set; }

    /// <summary>What the scores of the next token are multiplied by. Default: 1.</summary>
    public double LogitMultiplier { get; set; } = 1;

    /// <summary>c of c * tanh(scores / c) of the next token's scores. Default: they are not capped.</summary>
    public double LogitSoftcap { get; set; }
}
