namespace Llm.Gen;

/// <summary>Declares a decoder-only language model; the record that carries it becomes the model, its loader and its adapters' points.</summary>
/// <remarks>
/// The record also needs one attention (<see cref="MhaAttribute"/>, <see cref="GqaAttribute"/>, <see cref="MqaAttribute"/>), one
/// feed-forward (<see cref="SwiGluAttribute"/> and its relatives), <see cref="RmsNormAttribute"/> and <see cref="RopeAttribute"/>.
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
}
