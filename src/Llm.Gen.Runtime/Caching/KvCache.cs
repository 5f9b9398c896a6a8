using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>
/// The keys and values of the tokens seen so far. Memory is handed out in blocks of tokens; a sequence's blocks lie contiguous, token-major,
/// so that torch sees one tensor a layer, [B, capacity, K, E], and kernels the same bytes. A layer with a window keeps no more tokens than that.
/// </summary>
public sealed class KvCache : IDisposable
{
    /// <summary>Tokens in one block.</summary>
    public const int BlockTokens = 64;

    private readonly ModelFacts _facts;
    private readonly Placement _place;
    private readonly LayerCache?[] _layers;
    private readonly int _reserve;
    private readonly int _rewind;
    private int _start;                         // tokens before those claimed last
    private bool _isDisposed;
    private bool _isTorn;                       // by a pass that failed when windows had passed older tokens

    /// <summary>An empty cache for a model. It takes memory as tokens come, a block or a thirty-second more at a time, up to the model's positions.</summary>
    /// <param name="model">The model whose keys and values it holds.</param>
    /// <param name="batch">B, sequences.</param>
    /// <param name="reserve">Tokens to take memory for at once; growing to more copies what is there.</param>
    /// <param name="rewind">How many tokens <see cref="Truncate"/> can cut off once a layer with a window has forgotten older ones: it keeps as many more.</param>
    public KvCache(ICausalModel model, int batch = 1, int reserve = 0, int rewind = BlockTokens)
        : this(model, batch, reserve, rewind, model?.Facts.Positions ?? 0)
    {
    }

    /// <summary>An empty cache of so many slots a sequence: more than the positions where padding takes some, and rows that end are run on with the others.</summary>
    internal KvCache(ICausalModel model, int batch, int reserve, int rewind, int limit)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (batch < 1)
            throw new ArgumentOutOfRangeException(nameof(batch), batch, $"The batch is {batch}; expected at least 1 sequence.");
        if (reserve < 0 || reserve > limit)
            throw new ArgumentOutOfRangeException(nameof(reserve), reserve, $"Memory for {reserve} tokens is to be reserved; expected 0 to {limit}, which is all that {model.Facts.Name} has positions for.");
        if (rewind < 0)
            throw new ArgumentOutOfRangeException(nameof(rewind), rewind, $"{rewind} tokens are to be cut off; expected 0 or more.");
        (_facts, _place, _reserve, _rewind) = (model.Facts, model.Placement, reserve, rewind);
        Limit = limit;
        Batch = batch;
        _layers = new LayerCache?[_facts.Layers];
    }

    /// <summary>B, sequences held side by side.</summary>
    public int Batch { get; }

    /// <summary>Tokens held of each sequence, padding included, and those that windows have passed.</summary>
    public int Length { get; private set; }

    /// <summary>Tokens that each sequence may come to, padding included: the model's positions.</summary>
    public int Limit { get; }

    /// <summary>Memory taken for keys and values.</summary>
    public long Bytes => _layers.Sum(layer => layer?.Bytes ?? 0);

    /// <summary>How many of each sequence's first tokens are padding, [B], or none.</summary>
    public int[]? Padding { get; private set; }

    /// <summary>Held while a pass runs: cutting and freeing wait for that.</summary>
    internal Lock InUse { get; } = new();

    /// <summary>Forgets every token after the first ones; memory stays.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The cache holds fewer tokens, or a layer with a window has forgotten what the next token would see.</exception>
    public void Truncate(int length)
    {
        lock (InUse)
        {
            if (length < 0 || length > Length)
                throw new ArgumentOutOfRangeException(nameof(length), $"The cache holds {Length} tokens and cannot be cut to {length}; give a number between the two.");
            if (length > 0 && length < Shortest)
            {
                throw new ArgumentOutOfRangeException(nameof(length),
                    $"The cache of {Length} tokens cannot be cut to {length}: a layer with a window has forgotten what came before; cut to {Shortest} at least, or to 0, or make the cache with a larger rewind.");
            }

            Cut(length);
        }
    }

    /// <summary>Forgets everything; memory stays.</summary>
    public void Reset() => Truncate(0);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (InUse)
        {
            _isDisposed = true;
            foreach (var layer in _layers)
                layer?.Dispose();
        }
    }

    /// <summary>Fails unless it holds what a model's layers make.</summary>
    internal void Require(ModelFacts facts, Parameter weight)
    {
        if (_isDisposed)
            throw new ObjectDisposedException(nameof(KvCache), $"The cache of {_facts.Name} was disposed of; make a new one.");
        if (_isTorn)
            throw new InvalidOperationException($"A pass failed when windows had passed tokens that the cache of {_facts.Name} would need now; reset it, and give all tokens again.");
        if (Shape(facts) == Shape(_facts) && weight.dtype == _place.Type && weight.device_type == _place.Device.type && weight.device.index == _place.Device.index)
            return;
        throw new ArgumentException(
            $"The cache holds {Describe(_facts, _place.Type, _place.Device)}, made for {_facts.Name}, and {facts.Name} makes {Describe(facts, weight.dtype, weight.device)}; make a cache for this model, after it was moved.");

        static (int, int, int) Shape(ModelFacts facts) => (facts.Layers, facts.KeyValueHeads, facts.HeadSize);

        static string Describe(ModelFacts facts, ScalarType type, Device device) => $"{facts.Layers} layers of {facts.KeyValueHeads} heads of {facts.HeadSize}, {type} on {device}";
    }

    /// <summary>Forgets the tokens of a pass that failed. Where a window has passed others for them, nothing can follow until all is forgotten.</summary>
    internal void Undo(int length)
    {
        var isTorn = length > 0 && length < Shortest;
        Cut(length);
        _isTorn = isTorn;
    }

    /// <summary>Makes room for a pass's tokens, and says at which slot they begin.</summary>
    internal int Claim(int batch, int tokens, int[]? padding)
    {
        if (batch != Batch)
            throw new ArgumentException($"The cache holds {Batch} sequences and the pass has {batch}; make a cache for as many.");
        if (padding is not null && Length > 0)
            throw new ArgumentException($"Padding stands before the first tokens, and the cache already holds {Length}; give it with the first pass.");
        if (Length + tokens > Limit)
            throw new ArgumentException($"{Length} cached and {tokens} new tokens are more than the {Limit} positions of {_facts.Name}; give fewer tokens, or start a new cache.");

        Padding ??= padding;
        _start = Length;
        Length += tokens;
        return _start;
    }

    /// <summary>The memory in which a layer writes the tokens claimed, and reads them and those before.</summary>
    internal KeySpan Open(int layer, CachedRow row) =>
        (_layers[layer] ??= new LayerCache(_place, row, Batch, Limit, _rewind)).Open(_start, Length, _reserve, Padding?.Max() ?? 0);

    /// <summary>The least length above 0 that all layers can be cut to.</summary>
    private int Shortest => _layers.Max(layer => layer?.Shortest ?? 0);

    private void Cut(int length)
    {
        Length = length;
        if (length > 0)
            return;
        Padding = null;
        _isTorn = false;
    }
}
