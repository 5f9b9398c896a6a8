using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>
/// The cache of one layer, token-major, [B, capacity, K, E]. A layer that sees everything has a slot for each token. One with a window has
/// slots for no more tokens than that: they are a ring, in which a new token takes the slot of the oldest; tokens that are never out of
/// sight stand before the ring.
/// </summary>
internal sealed class LayerCache : IDisposable
{
    private const int Growth = 32;              // memory grows by this part of itself: each token reads all of it anyway, so that copying it now and then costs little

    private readonly Placement _place;
    private readonly CachedRow _row;
    private readonly int _batch;
    private readonly int _limit;
    private readonly int _ring;                 // slots of the ring; endless without a window
    private Tensor? _keys;
    private Tensor? _values;
    private int _capacity;
    private int _kept;                          // tokens before the ring
    private int _oldest;                        // the first token that the ring has not forgotten

    /// <summary>A cache that takes memory as tokens come.</summary>
    /// <param name="place">Where, and of which type.</param>
    /// <param name="row">What is kept of a token.</param>
    /// <param name="batch">B, sequences.</param>
    /// <param name="limit">Tokens at most.</param>
    /// <param name="rewind">How many tokens can be cut off when the ring is full.</param>
    public LayerCache(Placement place, CachedRow row, int batch, int limit, int rewind)
    {
        (_place, _row, _batch, _limit) = (place, row, batch, limit);
        _ring = row.Window is { } window && window + (long)rewind < limit ? RoundUp(window + rewind) : int.MaxValue;
    }

    /// <summary>Memory taken.</summary>
    public long Bytes => (long)_batch * _capacity * _row.Heads * (_row.KeySize + _row.ValueSize) * (_keys?.ElementSize ?? 0);

    private int Most => _ring == int.MaxValue ? _limit : Math.Min(_limit, _kept + _ring);

    /// <summary>The least length to which the tokens can be cut, and still be read; 0, which forgets them all, apart.</summary>
    public int Shortest => _row.Window is { } window && _oldest > _kept ? _oldest + window - 1 : 0;

    /// <summary>Memory in which tokens [start, end) have slots, and those before that they see can be read. Close it when they were written and read.</summary>
    /// <param name="start">Tokens before.</param>
    /// <param name="end">Tokens with the new ones.</param>
    /// <param name="reserve">Tokens to take memory for at once.</param>
    /// <param name="padding">The most padding that a sequence begins with.</param>
    public KeySpan Open(int start, int end, int reserve, int padding)
    {
        if (start == 0)
            (_kept, _oldest) = (_row.SinkTokens > 0 ? _row.SinkTokens + padding : 0, 0);
        Grow(Math.Min(end, Most), reserve);
        if (end <= Most)
            return Plain(Math.Min(_kept, end));

        var first = Math.Max(_kept, start - _row.Window!.Value + 1);
        var held = Math.Max(_oldest, end - _ring);
        if (end - first > _ring)
            return Beside(start, end, first, held);

        _oldest = held;
        return Ring(first);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _keys?.Dispose();
        _values?.Dispose();
    }

    /// <summary>A slot for each token.</summary>
    private KeySpan Plain(int kept = 0) => new(_keys!, _values, kept, kept, int.MaxValue);

    /// <summary>The ring, as it is read from a token on.</summary>
    private KeySpan Ring(int first) => new(_keys!, _values, _kept, first - (first - _kept) % _ring, _ring);

    /// <summary>More new tokens than the ring has room for beside what they see: memory for this pass alone, whose last tokens go into the ring afterwards.</summary>
    private KeySpan Beside(int start, int end, int first, int held)
    {
        var (keys, values) = Memory(_kept + end - first);
        var beside = new KeySpan(keys, values, _kept, first, int.MaxValue);
        beside.Closing = Keep;
        if (start > 0)
        {
            var ring = Ring(Math.Max(_oldest, _kept));
            ring.CopyTo(beside, 0, Math.Min(_kept, start));
            ring.CopyTo(beside, first, start);
        }
        return beside;

        void Keep()
        {
            beside.CopyTo(Plain(), start, Math.Min(_kept, end));
            beside.CopyTo(Ring(Math.Max(held, _kept)), Math.Max(start, Math.Max(held, _kept)), end);
            _oldest = held;
            keys.Dispose();
            values?.Dispose();
        }
    }

    private void Grow(int needed, int reserve)
    {
        if (needed <= _capacity)
            return;
        var capacity = Math.Min(RoundUp(Math.Max(Math.Max(needed, reserve), _capacity + _capacity / Growth)), Most);
        var (keys, values) = Memory(capacity);
        if (_keys is not null)
        {
            Plain().CopyTo(new KeySpan(keys, values, 0, 0, int.MaxValue), 0, _capacity);
            Dispose();
        }
        (_keys, _values, _capacity) = (keys, values, capacity);
    }

    private (Tensor Keys, Tensor? Values) Memory(int tokens) =>
        (_place.Empty(_batch, tokens, _row.Heads, _row.KeySize).DetachFromDisposeScope(),
         _row.ValueSize == 0 ? null : _place.Empty(_batch, tokens, _row.Heads, _row.ValueSize).DetachFromDisposeScope());

    private static int RoundUp(int tokens) => (tokens + KvCache.BlockTokens - 1) / KvCache.BlockTokens * KvCache.BlockTokens;
}
