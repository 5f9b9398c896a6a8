namespace Llm.Gen.Data;

/// <summary>
/// Reads the next rows of another source on a thread of the pool while the present ones are learnt from. It gives the same
/// rows at the same positions; the other source is this one's alone until this one is disposed of.
/// </summary>
public sealed class PrefetchedBatches : IBatchSource, IDisposable
{
    private readonly IBatchSource _source;
    private long[] _inputs = [], _labels = [];
    private int[] _documents = [];
    private Task? _reading;                             // of what comes next
    private long _position;

    /// <summary>Takes a source over where it stands.</summary>
    public PrefetchedBatches(IBatchSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        (_source, _position) = (source, source.Position);
    }

    /// <inheritdoc/>
    public int Context => _source.Context;

    /// <inheritdoc/>
    public string Description => _source.Description;

    /// <inheritdoc/>
    public bool IsPacked => _source.IsPacked;

    /// <inheritdoc/>
    public long Position
    {
        get => _position;
        set
        {
            Forget();
            _source.Position = _position = value;
        }
    }

    /// <inheritdoc/>
    public string DescribeRows(long position, int rows) => _source.DescribeRows(position, rows);

    /// <inheritdoc/>
    public void Next(Span<long> inputs, Span<long> labels) => Next(inputs, labels, default);

    /// <inheritdoc/>
    public void Next(Span<long> inputs, Span<long> labels, Span<int> documents)
    {
        if (_reading is null || (_inputs.Length, _labels.Length, _documents.Length) != (inputs.Length, labels.Length, documents.Length))
        {
            Forget();
            _source.Position = _position;
            (_inputs, _labels, _documents) = (new long[inputs.Length], new long[labels.Length], new int[documents.Length]);
            Read();
        }
        else
        {
            var reading = _reading;
            _reading = null;
            reading.GetAwaiter().GetResult();           // fails as the source did
        }
        _inputs.CopyTo(inputs);
        _labels.CopyTo(labels);
        _documents.CopyTo(documents);
        _position = _source.Position;
        _reading = Task.Run(Read);
    }

    private void Read()
    {
        if (_documents.Length > 0)
            _source.Next(_inputs, _labels, _documents);
        else
            _source.Next(_inputs, _labels);
    }

    /// <summary>Waits for what is being read, and drops it.</summary>
    private void Forget()
    {
        var reading = _reading;
        _reading = null;
        ((IAsyncResult?)reading)?.AsyncWaitHandle.WaitOne();
    }

    /// <summary>Gives the source back, at the position of the rows that were given out.</summary>
    public void Dispose()
    {
        Forget();
        _source.Position = _position;
    }
}
