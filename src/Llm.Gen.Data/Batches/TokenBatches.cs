using Llm.Gen.Randomness;

namespace Llm.Gen.Data;

/// <summary>
/// Endless training batches in a seeded order. Every epoch visits every window once, in another order and from another
/// start, so that the cuts between windows move. <see cref="Position"/> is the whole state: set it and the order goes
/// on exactly as it would have.
/// </summary>
public sealed class TokenBatches : IBatchSource
{
    private readonly TokenWindows _windows;
    private readonly ulong _seed;
    private readonly long _perEpoch;
    private readonly long _slack;
    private readonly Lazy<ulong> _fingerprint;

    /// <summary>Plans the order.</summary>
    /// <param name="tokens">What to learn from.</param>
    /// <param name="context">Positions in a row, T.</param>
    /// <param name="seed">Equal seeds give equal orders, on every machine.</param>
    /// <exception cref="InvalidDataException">The tokens do not fill one window.</exception>
    public TokenBatches(TokenSlice tokens, int context, ulong seed)
    {
        _windows = new TokenWindows(tokens, context);
        _seed = seed;
        _perEpoch = _windows.Count > 1 ? _windows.Count - 1 : 1;        // one window of room for the start to move
        _slack = tokens.Count - 1 - (_perEpoch * context);
        _fingerprint = new Lazy<ulong>(() => TokenFingerprint.Of(tokens));
    }

    /// <inheritdoc/>
    public int Context => _windows.Context;

    /// <summary>Rows in one pass over the tokens.</summary>
    public long RowsPerEpoch => _perEpoch;

    /// <inheritdoc/>
    public string Description => FormattableString.Invariant($"{_windows.Tokens.Count} tokens from {_windows.Tokens.Start} on ({_fingerprint.Value:x16}), seed {_seed}");

    /// <inheritdoc/>
    public long Position { get; set; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The lengths differ or are no multiple of T.</exception>
    public void Next(Span<long> inputs, Span<long> labels)
    {
        if (inputs.Length != labels.Length || inputs.Length == 0 || inputs.Length % Context != 0)
            throw new ArgumentException($"Rows of {Context} tokens cannot be written into {inputs.Length} inputs and {labels.Length} labels; pass equal multiples of the context.", nameof(inputs));

        for (var at = 0; at < inputs.Length; at += Context, Position++)
        {
            var (epoch, row) = Math.DivRem(Position, _perEpoch);
            var window = new WindowPermutation(_perEpoch, _seed, epoch)[row];
            _windows.Read(window, Shift(epoch), inputs[at..], labels[at..]);
        }
    }

    /// <summary>The names of the file's documents, the first being document 1; for <see cref="DescribeRows"/>. Default: none, they are told by their numbers.</summary>
    public IReadOnlyList<string> DocumentNames { get; init; } = [];

    /// <summary>The tokens that rows begin with, and the documents that they are of, where the file has an index; of many, the first.</summary>
    /// <param name="position">The first row.</param>
    /// <param name="rows">How many.</param>
    public string DescribeRows(long position, int rows)
    {
        var file = DocumentNames.Count > 0 ? "" : $" in {_windows.Tokens.File.Path}";
        return FormattableString.Invariant($"{RowList.Range(position, rows)}, {Context} tokens each from {RowList.OfRows(rows, ", ", Row)} on{file}");

        string Row(int at)
        {
            var (epoch, place) = Math.DivRem(position + at, _perEpoch);
            var start = _windows.Tokens.Start + (new WindowPermutation(_perEpoch, _seed, epoch)[place] * Context) + Shift(epoch);
            return FormattableString.Invariant($"{start}{DocumentsFrom(start)}");
        }
    }

    private string DocumentsFrom(long start)
    {
        var file = _windows.Tokens.File;
        if (file.DocumentAt(start) is not { } first || file.DocumentAt(start + Context) is not { } last)
            return "";
        var more = first == last ? "" : $" to {Name(last.Number)}";
        return FormattableString.Invariant($" (token {start - first.Start} of {Name(first.Number)}{more})");
    }

    private string Name(long number) =>
        number >= 1 && number <= DocumentNames.Count ? DocumentNames[(int)number - 1] : FormattableString.Invariant($"document {number}");

    private long Shift(long epoch) => (long)(SplitMix64.Mix(_seed + (ulong)epoch) % (ulong)(_slack + 1));
}
