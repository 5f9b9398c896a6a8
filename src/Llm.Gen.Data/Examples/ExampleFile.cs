using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Llm.Gen.Data;

/// <summary>Examples, encoded once and read from a temporary file in any order: memory holds where each begins, 8 bytes an example.</summary>
public sealed class ExampleFile : IHeldOut, IDisposable
{
    private readonly FileStream _stream;
    private readonly IReadOnlyList<long> _starts;           // in words of 32 bits
    private readonly IReadOnlyList<string> _files;

    internal ExampleFile(FileStream stream, IReadOnlyList<long> starts, IReadOnlyList<string> files, long targets, ulong fingerprint) =>
        (_stream, _starts, _files, Targets, Fingerprint) = (stream, starts, files, targets, fingerprint);

    /// <summary>Examples.</summary>
    public int Count => _starts.Count - 1;

    /// <summary>Tokens of all examples.</summary>
    public long Tokens => _starts[^1] - ((long)Count * ExampleFileWriter.PlaceWords);

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
    public int Positions(int example) => checked((int)(_starts[example + 1] - _starts[example] - ExampleFileWriter.PlaceWords - 1));

    /// <summary>Reads an example.</summary>
    public TrainingExample Read(int example)
    {
        var words = Words(_starts[example], Positions(example) + 1 + ExampleFileWriter.PlaceWords);
        var count = words.Length - ExampleFileWriter.PlaceWords;
        var (ids, isTarget) = (new int[count], new bool[count]);
        for (var i = 0; i < count; i++)
            (ids[i], isTarget[i]) = ((int)(words[i] & ~ExampleFileWriter.TargetBit), (words[i] & ExampleFileWriter.TargetBit) != 0);
        return new TrainingExample(ids, isTarget) { Place = PlaceIn(words.AsSpan(count)) };
    }

    /// <summary>Where an example comes from; null where nobody said.</summary>
    public RecordPlace? PlaceOf(int example) => PlaceIn(Words(_starts[example + 1] - ExampleFileWriter.PlaceWords, ExampleFileWriter.PlaceWords));

    /// <summary>Where examples come from, in words, file by file.</summary>
    internal string Describe(IEnumerable<int> examples)
    {
        var files = examples.Select(example => (Example: example, Place: PlaceOf(example))).GroupBy(of => of.Place?.Path);
        return string.Join(", ", files.Select(file => $"{file.Key ?? "example"} {RowList.OfParts([.. file], of => Number(of.Example, of.Place))}"));
    }

    private static string Number(int example, RecordPlace? place) => place switch
    {
        null => FormattableString.Invariant($"{example + 1}"),
        { Number: 0, Line: var line } => FormattableString.Invariant($"line {line}"),
        { Number: var number, Line: var line } when number == line => FormattableString.Invariant($"record {number}"),
        { Number: var number, Line: var line } => FormattableString.Invariant($"record {number} (line {line})"),
    };

    private RecordPlace? PlaceIn(ReadOnlySpan<uint> words) => words[0] == 0
        ? null
        : new RecordPlace(_files[(int)words[0] - 1], words[1] | ((long)words[2] << 32), words[3] | ((long)words[4] << 32));

    private uint[] Words(long start, int count)
    {
        var words = new uint[count];
        var bytes = MemoryMarshal.AsBytes(words.AsSpan());
        for (var read = 0; read < bytes.Length;)
        {
            var got = RandomAccess.Read(_stream.SafeFileHandle, bytes[read..], start * sizeof(uint) + read);
            read += got > 0 ? got : throw new EndOfStreamException($"{_stream.Name}: the file became shorter while it was read; start again.");
        }
        if (!BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(words, words);
        return words;
    }

    /// <summary>The examples packed into rows, which are as long as the longest example where that is longer than the context.</summary>
    /// <param name="context">Positions in a row, T.</param>
    public IRows Rows(int context) => new PackedRows(this, Math.Max(context, Enumerable.Range(0, Count).Max(Positions)), seed: 0);

    /// <summary>Deletes the file.</summary>
    public void Dispose() => _stream.Dispose();
}
