namespace Llm.Gen.Data;

/// <summary>
/// Examples side by side in rows of the context, which do not see each other (<see cref="IBatchSource.IsPacked"/>), or one a row, filled up.
/// Which examples share a row is decided once, by the seed; every epoch gives each row once, in another order. The position is the whole
/// state: set it, and the order goes on exactly as it would have.
/// </summary>
public sealed class PackedRows : IBatchSource, IRows
{
    private readonly ExampleFile _examples;
    private readonly ulong _seed;
    private readonly List<List<int>> _rows;

    /// <summary>Plans the rows.</summary>
    /// <param name="examples">What they hold; stays the caller's.</param>
    /// <param name="context">Positions in a row, T.</param>
    /// <param name="seed">Equal seeds give equal rows in an equal order, on every machine.</param>
    /// <param name="packs">Whether examples share rows.</param>
    /// <exception cref="ArgumentException">An example is longer than the context.</exception>
    public PackedRows(ExampleFile examples, int context, ulong seed, bool packs = true)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(context);
        (_examples, Context, _seed, IsPacked) = (examples, context, seed, packs);
        int[] lengths = [.. Enumerable.Range(0, examples.Count).Select(examples.Positions)];
        if (lengths.Max() is var longest && longest > context)
            throw new ArgumentException($"An example takes {longest:N0} positions, and a row has {context:N0}; encode with this context, or a shorter one.", nameof(context));
        var shuffled = new WindowPermutation(lengths.Length, seed, epoch: -1);
        int[] order = [.. Enumerable.Range(0, lengths.Length).Select(i => (int)shuffled[i])];
        _rows = packs ? BestFit.Pack(lengths, context, order) : [.. order.Select(example => new List<int> { example })];
    }

    /// <inheritdoc cref="IBatchSource.Context"/>
    public int Context { get; }

    /// <inheritdoc cref="IBatchSource.IsPacked"/>
    public bool IsPacked { get; }

    /// <summary>Rows in one epoch.</summary>
    public long Count => _rows.Count;

    /// <inheritdoc/>
    public string Description =>
        FormattableString.Invariant($"{_examples.Count} examples of {_examples.Tokens} tokens ({_examples.Fingerprint:x16}), {(IsPacked ? "packed" : "one a row")}, seed {_seed}");

    /// <inheritdoc/>
    public long Position { get; set; }

    /// <summary>The part of all positions that examples fill.</summary>
    public double Filled => (double)(_examples.Tokens - _examples.Count) / (Count * Context);

    /// <summary>The records that rows hold: file, number, and the line where that is another number; of many, the first.</summary>
    /// <param name="position">The first row.</param>
    /// <param name="rows">How many.</param>
    public string DescribeRows(long position, int rows)
    {
        return $"{RowList.Range(position, rows)}: {RowList.OfRows(rows, "; ", Row)}";

        string Row(int at)
        {
            var (epoch, row) = Math.DivRem(position + at, Count);
            return _examples.Describe(_rows[(int)new WindowPermutation(Count, _seed, epoch)[row]]);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The rows are packed, and there is no place to say which documents they hold.</exception>
    public void Next(Span<long> inputs, Span<long> labels)
    {
        if (IsPacked)
            throw new InvalidOperationException("The rows hold several documents each; read them with their documents.");
        Next(inputs, labels, []);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The lengths differ or are no multiple of T.</exception>
    public void Next(Span<long> inputs, Span<long> labels, Span<int> documents)
    {
        if (inputs.Length != labels.Length || inputs.Length == 0 || inputs.Length % Context != 0 || (IsPacked && documents.Length != inputs.Length))
            throw new ArgumentException($"Rows of {Context} tokens cannot be written into {inputs.Length} inputs, {labels.Length} labels and {documents.Length} documents; pass equal multiples of the context.", nameof(inputs));
        for (var at = 0; at < inputs.Length; at += Context, Position++)
        {
            var (epoch, row) = Math.DivRem(Position, Count);
            var of = IsPacked ? documents.Slice(at, Context) : default;
            Read(new WindowPermutation(Count, _seed, epoch)[row], inputs.Slice(at, Context), labels.Slice(at, Context), of);
        }
    }

    /// <inheritdoc/>
    public void Read(long row, Span<long> inputs, Span<long> labels, Span<int> documents)
    {
        var (at, document) = (0, 0);
        foreach (var index in _rows[(int)row])
        {
            var example = _examples.Read(index);
            for (var i = 0; i < example.Positions; i++, at++)
            {
                inputs[at] = example.Ids[i];
                labels[at] = example.IsTarget[i + 1] ? example.Ids[i + 1] : IBatchSource.Ignored;
                if (IsPacked)
                    documents[at] = document;
            }
            document++;
        }
        for (; at < Context; at++, document++)
        {
            (inputs[at], labels[at]) = (0, IBatchSource.Ignored);
            if (IsPacked)
                documents[at] = document;                   // alone: what fills a row up costs attention nothing
        }
    }
}
