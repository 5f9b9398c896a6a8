using System.Diagnostics;

namespace Llm.Gen.Architectures;

/// <summary>Numbers that follow from an architecture alone.</summary>
public sealed record ArchitectureFacts
{
    private readonly Architecture _architecture;
    private readonly double _multiplied;

    /// <summary>Derives the facts.</summary>
    /// <param name="architecture">An architecture without errors.</param>
    public ArchitectureFacts(Architecture architecture)
    {
        _architecture = architecture;
        var layout = WeightLayout.Of(architecture);
        Parts = new ParameterParts(layout);
        foreach (var (row, times) in Counted(layout).Where(counted => !counted.Row.IsOwn))
        {
            StoredTensors += (row.Repeat?.Size ?? 1) * (int)times;
            if (row.Role == StoredRole.Correction)                      // moved by rule, not learnt
                continue;

            Parameters += row.Count * times;
            ActiveParameters += Active(row, architecture) * times;
            if (row.Role == StoredRole.Matrix && (row.Member != "Decoder.Embed.Weight" || architecture.TiedEmbeddings))      // looked up, not multiplied; tied, it scores
                _multiplied += Active(row, architecture) * times;
        }

        CachedValuesPerToken = architecture.Layers.Sum(CachedValues);
        Own = OwnComponents.Of(architecture).Select(own => own.Component).ToEquatableArray();
    }

    /// <summary>Learnt numbers, tied ones counted once; without those of <see cref="Own"/>, which only code knows.</summary>
    public long Parameters { get; }

    /// <summary>The components that the library's user wrote: what they learn, store and compute is in no other fact. What they cache is counted as keys and values of their heads.</summary>
    public EquatableArray<OwnComponent> Own { get; }

    /// <summary>Learnt numbers by what they belong to.</summary>
    public ParameterParts Parts { get; }

    /// <summary>Tensors of a checkpoint.</summary>
    public int StoredTensors { get; }

    /// <summary>Learnt numbers that one token passes through: all but those of experts that are not chosen.</summary>
    public long ActiveParameters { get; }

    /// <summary>Numbers that the cache keeps for one token: keys and values of all layers, or their latent and the rotated key.</summary>
    public long CachedValuesPerToken { get; }

    /// <summary>Bytes that the cache keeps for one token that every layer still sees.</summary>
    /// <param name="bytesPerValue">Bytes of one number: 4 in float32, 2 in bfloat16.</param>
    public long CachedBytesPerToken(int bytesPerValue) => CachedValuesPerToken * bytesPerValue;

    /// <summary>Numbers that the cache keeps for a sequence: a layer with a window keeps no more tokens than that, and those that stay in sight.</summary>
    /// <param name="context">Tokens of the sequence.</param>
    public long CachedValues(long context) => _architecture.Layers.Sum(layer => CachedValues(layer) * Seen(layer, context));

    /// <summary>
    /// Floating-point operations of the forward pass for one token that sees a context: two for each number of a matrix that it passes
    /// through, the scoring one included, and two for each column of queries, and of values, and each token seen. Training costs three times as many.
    /// </summary>
    /// <param name="context">Tokens that it attends to, itself included.</param>
    public double FlopsPerToken(long context) => 2 * _multiplied + 2 * _architecture.Layers.Sum(layer => Columns(layer) * Seen(layer, context));

    /// <summary>Bytes that the model and its cache take when it generates.</summary>
    /// <param name="batch">Sequences at a time.</param>
    /// <param name="context">Tokens of each sequence.</param>
    /// <param name="bytesPerWeight">Bytes of one weight: 4 in float32, 2 in bfloat16.</param>
    /// <param name="bytesPerCachedValue">Bytes of one cached number.</param>
    public MemoryEstimate GenerationMemory(int batch, int context, int bytesPerWeight, int bytesPerCachedValue) =>
        new(Weights: Parameters * bytesPerWeight, Cache: CachedValues(context) * bytesPerCachedValue * batch, Gradients: 0, OptimizerState: 0);

    /// <summary>Bytes that weights, gradients and AdamW's two moments take when it is trained; activations come on top.</summary>
    /// <param name="bytesPerWeight">Bytes of one weight: 4 in float32; 2 in bfloat16, to which float32 master weights are added.</param>
    public MemoryEstimate TrainingMemory(int bytesPerWeight) => TrainingMemory(bytesPerWeight, OptimizerKind.AdamW);

    /// <summary>Bytes that weights, gradients and an optimiser's state take when it is trained; activations come on top.</summary>
    /// <param name="bytesPerWeight">Bytes of one weight: 4 in float32; 2 in bfloat16, to which float32 master weights are added.</param>
    /// <param name="optimizer">The optimiser.</param>
    public MemoryEstimate TrainingMemory(int bytesPerWeight, OptimizerKind optimizer) => new(
        Weights: Parameters * bytesPerWeight,
        Cache: 0,
        Gradients: Parameters * bytesPerWeight,
        OptimizerState: OptimizerMemory.Of(optimizer, this, _architecture) + (bytesPerWeight == 4 ? 0 : 4 * Parameters));

    /// <summary>The rows of a layout with how many layers have each.</summary>
    internal static IEnumerable<(WeightRow Row, long Times)> Counted(WeightLayout layout) =>
        layout.Before.Concat(layout.After).Select(row => (row, 1L))
            .Concat(layout.Layers.SelectMany(group => group.Rows.Select(row => (row, (long)group.Layers.Count))));

    private static long Active(WeightRow row, Architecture architecture)
    {
        var isOfExperts = row.Member.Contains("[{e}]");
        if (!isOfExperts || architecture.Layers.Select(layer => layer.FeedForward).OfType<MoeSpec>().FirstOrDefault() is not { } moe)
            return row.Count;

        return row.Count / moe.Experts * moe.Chosen;
    }

    private static long CachedValues(LayerSpec layer) => layer.Attention switch
    {
        HeadAttentionSpec heads => 2L * heads.KeyValueHeads * heads.HeadSize,
        LatentAttentionSpec latent => latent.KeyValueRank + latent.RotarySize,
        OwnAttentionSpec own => 2L * own.KeyValueHeads * own.HeadSize,
        _ => throw new UnreachableException(),
    };

    private static double Columns(LayerSpec layer) => layer.Attention switch
    {
        HeadAttentionSpec heads => 2.0 * heads.Heads * heads.HeadSize,
        LatentAttentionSpec latent => (double)latent.Heads * (latent.PlainSize + latent.RotarySize + latent.ValueSize),
        OwnAttentionSpec => 0,
        _ => throw new UnreachableException(),
    };

    private static long Seen(LayerSpec layer, long context) =>
        layer.Attention is HeadAttentionSpec { Window: { } window } heads ? Math.Min(context, (long)window + heads.SinkTokens) : context;
}
