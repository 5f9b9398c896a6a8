using System.Diagnostics;

namespace Llm.Gen.Architectures;

/// <summary>Numbers that follow from an architecture alone.</summary>
public sealed record ArchitectureFacts
{
    private readonly Architecture _architecture;

    /// <summary>Derives the facts.</summary>
    /// <param name="architecture">An architecture without errors.</param>
    public ArchitectureFacts(Architecture architecture)
    {
        _architecture = architecture;
        foreach (var weight in architecture.Weights())
        {
            Parameters += weight.Count;
            StoredTensors++;
        }

        CachedValuesPerToken = architecture.Layers.Sum(layer => CachedValues(layer.Attention));
    }

    /// <summary>Learnt numbers; tied ones counted once.</summary>
    public long Parameters { get; }

    /// <summary>Tensors of a checkpoint.</summary>
    public int StoredTensors { get; }

    /// <summary>Learnt numbers that one token passes through; all of them where nothing is routed.</summary>
    public long ActiveParameters => Parameters;

    /// <summary>Numbers that the cache keeps for one token: keys and values of all layers.</summary>
    public long CachedValuesPerToken { get; }

    /// <summary>Bytes that the cache keeps for one token.</summary>
    /// <param name="bytesPerValue">Bytes of one number: 4 in float32, 2 in bfloat16.</param>
    public long CachedBytesPerToken(int bytesPerValue) => CachedValuesPerToken * bytesPerValue;

    /// <summary>Numbers that the cache keeps for a sequence: a layer with a window keeps no more tokens than that, and those that stay in sight.</summary>
    /// <param name="context">Tokens of the sequence.</param>
    public long CachedValues(long context) => _architecture.Layers.Sum(layer => CachedValues(layer.Attention) * Seen(layer.Attention, context));

    /// <summary>
    /// Floating-point operations of the forward pass for one token that sees a context: two for each number of a matrix, the scoring one
    /// included, and two for each column of queries and values and each token seen. Training costs three times as many.
    /// </summary>
    /// <param name="context">Tokens that it attends to, itself included.</param>
    public double FlopsPerToken(long context)
    {
        var matrices = _architecture.Weights().Where(weight => weight.Shape.Count == 2).Sum(weight => (double)weight.Count);
        var embedding = (double)_architecture.Vocab * _architecture.Hidden;             // looked up, not multiplied; tied, it scores
        var multiplied = _architecture.TiedEmbeddings ? matrices : matrices - embedding;
        var read = _architecture.Layers.Sum(layer => Seen(layer.Attention, context) * layer.Attention switch
        {
            HeadAttentionSpec heads => 2.0 * heads.Heads * heads.HeadSize,
            LatentAttentionSpec latent => (double)latent.Heads * (latent.PlainSize + latent.RotarySize + latent.ValueSize),
            _ => throw new UnreachableException(),
        });
        return 2 * multiplied + 2 * read;
    }

    /// <summary>Bytes that the model and its cache take when it generates.</summary>
    /// <param name="batch">Sequences at a time.</param>
    /// <param name="context">Tokens of each sequence.</param>
    /// <param name="bytesPerWeight">Bytes of one weight: 4 in float32, 2 in bfloat16.</param>
    /// <param name="bytesPerCachedValue">Bytes of one cached number.</param>
    public MemoryEstimate GenerationMemory(int batch, int context, int bytesPerWeight, int bytesPerCachedValue) =>
        new(Weights: Parameters * bytesPerWeight, Cache: CachedValues(context) * bytesPerCachedValue * batch, Gradients: 0, OptimizerState: 0);

    /// <summary>Bytes that weights, gradients and AdamW's two moments take when it is trained; activations come on top.</summary>
    /// <param name="bytesPerWeight">Bytes of one weight: 4 in float32; 2 in bfloat16, to which float32 master weights are added.</param>
    public MemoryEstimate TrainingMemory(int bytesPerWeight) =>
        new(Weights: Parameters * bytesPerWeight, Cache: 0, Gradients: Parameters * bytesPerWeight, OptimizerState: Parameters * (bytesPerWeight == 4 ? 8 : 12));

    /// <summary>Numbers that the cache of a layer keeps for one token.</summary>
    private static long CachedValues(AttentionSpec attention) => attention switch
    {
        HeadAttentionSpec heads => 2L * heads.KeyValueHeads * heads.HeadSize,
        LatentAttentionSpec latent => latent.KeyValueRank + latent.RotarySize,
        _ => throw new UnreachableException(),
    };

    /// <summary>Tokens that the last of a sequence sees.</summary>
    private static long Seen(AttentionSpec attention, long context) =>
        attention is HeadAttentionSpec { Window: { } window } heads ? Math.Min(context, (long)window + heads.SinkTokens) : context;
}
