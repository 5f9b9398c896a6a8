using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Llm.Gen.Data;

/// <summary>Examples, encoded once and read from a temporary file in any order: memory holds where each begins, 8 bytes an example.</summary>
public sealed class ExampleFile : IHeldOut, IDisposable
{
    private readonly FileStream _stream;
    private readonly IReadOnlyList<long> _starts;

    internal ExampleFile(FileStream stream, IReadOnlyList<long> starts, long targets, ulong fingerprint) =>
        (_stream, _starts, Targets, Fingerprint) = (stream, starts, targets, fingerprint);

    /// <summary>Examples.</summary>
    public int Count => _starts.Count - 1;

    /// <summary>Tokens of all examples.</summary>
    public long Tokens => _starts[^1];

    /// <summary>Tokens that are learnt.</summary>
    public long Targets { get; }

    /// <summary>Differs where ids, targets or their order differ.</summary>
    internal ulong Fingerprint { get; }

    /// <summary>Encodes records; huge files pass through the memory of one record.</summary>
    /// <param name="records">The records.</param>
    /// <param name="encoder">Makes examples of them.</param>
    /// <param name="cancellation">Stops between examples; nothing is left behind.</param>
    /// <exception cref="InvalidDataException">There is not one example.</exception>
    public static ExampleFile Write(IEnumerable<DataRecord> records, ExampleEncoder encoder, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        using var writer = new ExampleFileWriter();
        foreach (var example in encoder.Encode(records))
        {
            cancellation.ThrowIfCancellationRequested();
            writer.Write(example);
        }
        if (writer.Targets == 0)
            throw new InvalidDataException($"The data hold nothing to learn: {(encoder.LeftOut > 0 ? $"{encoder.LeftOut:N0} records were left out, since their answers begin beyond the context or they are a single token; use a longer context" : "there is no record; give some")}.");
        return writer.Take();
    }

    /// <summary>Positions that an example takes in a row.</summary>
    public int Positions(int example) => checked((int)(_starts[example + 1] - _starts[example] - 1));

    /// <summary>Reads an example.</summary>
    public TrainingExample Read(int example)
    {
        var words = new uint[Positions(example) + 1];
        var bytes = MemoryMarshal.AsBytes(words.AsSpan());
        for (var read = 0; read < bytes.Length;)
        {
            var count = RandomAccess.Read(_stream.SafeFileHandle, bytes[read..], _starts[example] * sizeof(uint) + read);
            read += count > 0 ? count : throw new EndOfStreamException($"{_stream.Name}: the file became shorter while it was read; start again.");
        }
        var (ids, isTarget) = (new int[words.Length], new bool[words.Length]);
        for (var i = 0; i < words.Length; i++)
        {
            var word = BitConverter.IsLittleEndian ? words[i] : BinaryPrimitives.ReverseEndianness(words[i]);
            (ids[i], isTarget[i]) = ((int)(word & ~ExampleFileWriter.TargetBit), (word & ExampleFileWriter.TargetBit) != 0);
        }
        return new TrainingExample(ids, isTarget);
    }

    /// <summary>The examples packed into rows.</summary>
    public IRows Rows(int context) => new PackedRows(this, context, seed: 0);

    /// <summary>Deletes the file.</summary>
    public void Dispose() => _stream.Dispose();
}
