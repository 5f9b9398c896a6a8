using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>
/// The keys and values of the tokens seen so far. Memory is handed out in blocks of tokens; a sequence's blocks lie contiguous, token-major,
/// so that torch sees one tensor a layer, [B, capacity, K, E], and kernels the same bytes.
/// </summary>
public sealed class KvCache : IDisposable
{
    /// <summary>Tokens in one block.</summary>
    public const int BlockTokens = 64;

    private readonly ModelFacts _facts;
    private readonly Placement _place;
    private readonly Tensor?[] _keys;
    private readonly Tensor?[] _values;
    private readonly int[] _capacities;         // tokens that each layer has room for
    private bool _isDisposed;

    /// <summary>An empty cache for a model. It takes memory as tokens come, doubling, up to the model's positions.</summary>
    /// <param name="model">The model whose keys and values it holds.</param>
    /// <param name="batch">B, sequences.</param>
    /// <param name="reserve">Tokens to take memory for at once; growing to more copies what is there.</param>
    public KvCache(ICausalModel model, int batch = 1, int reserve = 0)
        : this(model, batch, reserve, model.Facts.Positions)
    {
    }

    /// <summary>An empty cache of so many slots a sequence: more than the positions where padding takes some, and rows that end are run on with the others.</summary>
    internal KvCache(ICausalModel model, int batch, int reserve, int limit)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (batch < 1)
            throw new ArgumentOutOfRangeException(nameof(batch), batch, $"The batch is {batch}; expected at least 1 sequence.");
        if (reserve < 0 || reserve > limit)
            throw new ArgumentOutOfRangeException(nameof(reserve), reserve, $"Memory for {reserve} tokens is to be reserved; expected 0 to {limit}, which is all that {model.Facts.Name} has positions for.");
        (_facts, _place) = (model.Facts, model.Placement);
        Limit = limit;
        Batch = batch;
        Reserve = reserve;
        _keys = new Tensor?[_facts.Layers];
        _values = new Tensor?[_facts.Layers];
        _capacities = new int[_facts.Layers];
    }

    /// <summary>B, sequences held side by side.</summary>
    public int Batch { get; }

    /// <summary>Tokens held of each sequence, padding included.</summary>
    public int Length { get; private set; }

    /// <summary>Tokens that each sequence may come to, padding included: the model's positions.</summary>
    public int Limit { get; }

    /// <summary>How many of each sequence's first tokens are padding, [B], or none.</summary>
    public int[]? Padding { get; private set; }

    private int Reserve { get; }

    /// <summary>Held while a pass runs: cutting and freeing wait for that.</summary>
    internal Lock InUse { get; } = new();

    /// <summary>Forgets every token after the first ones; memory stays.</summary>
    public void Truncate(int length)
    {
        lock (InUse)
        {
            if (length < 0 || length > Length)
                throw new ArgumentOutOfRangeException(nameof(length), $"The cache holds {Length} tokens and cannot be cut to {length}; give a number between the two.");
            Length = length;
            if (length == 0)
                Padding = null;
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
            for (var layer = 0; layer < _keys.Length; layer++)
            {
                _keys[layer]?.Dispose();
                _values[layer]?.Dispose();
            }
        }
    }

    /// <summary>Fails unless it holds what a model's layers make.</summary>
    internal void Require(ModelFacts facts, Parameter weight)
    {
        if (_isDisposed)
            throw new ObjectDisposedException(nameof(KvCache), $"The cache of {_facts.Name} was disposed of; make a new one.");
        if (Shape(facts) == Shape(_facts) && weight.dtype == _place.Type && weight.device_type == _place.Device.type && weight.device.index == _place.Device.index)
            return;
        throw new ArgumentException(
            $"The cache holds {Describe(_facts, _place.Type, _place.Device)}, made for {_facts.Name}, and {facts.Name} makes {Describe(facts, weight.dtype, weight.device)}; make a cache for this model, after it was moved.");

        static (int, int, int) Shape(ModelFacts facts) => (facts.Layers, facts.KeyValueHeads, facts.HeadSize);

        static string Describe(ModelFacts facts, ScalarType type, Device device) => $"{facts.Layers} layers of {facts.KeyValueHeads} heads of {facts.HeadSize}, {type} on {device}";
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
        var start = Length;
        Length += tokens;
        return start;
    }

    /// <summary>The memory of a layer's keys and values, [B, capacity, K, E], with room for the tokens claimed.</summary>
    internal (Tensor Keys, Tensor Values) Layer(int layer)
    {
        if (_capacities[layer] < Length)
            Grow(layer);
        return (_keys[layer]!, _values[layer]!);
    }

    private void Grow(int layer)
    {
        var old = _capacities[layer];
        var blocks = (Math.Max(Math.Max(Length, Reserve), 2 * old) + BlockTokens - 1) / BlockTokens;
        var capacity = Math.Min(blocks * BlockTokens, Limit);
        _keys[layer] = Grown(_keys[layer], old, capacity);
        _values[layer] = Grown(_values[layer], old, capacity);
        _capacities[layer] = capacity;
    }

    private Tensor Grown(Tensor? old, int held, int capacity)
    {
        var grown = _place.Empty(Batch, capacity, _facts.KeyValueHeads, _facts.HeadSize).DetachFromDisposeScope();
        if (old is null)
            return grown;
        using (old)
        {
            using var begin = grown.narrow(1, 0, held);
            begin.copy_(old);
        }
        return grown;
    }
}
