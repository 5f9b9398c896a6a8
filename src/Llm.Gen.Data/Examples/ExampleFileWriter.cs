using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Llm.Gen.Randomness;

namespace Llm.Gen.Data;

/// <summary>Examples on the disk, front to back, each with where it comes from behind its ids; the file is gone with the process that reads it.</summary>
internal sealed class ExampleFileWriter : IDisposable
{
    internal const uint TargetBit = 1u << 31;

    /// <summary>Words behind the ids of an example: the file it comes from, the number of the record, its line.</summary>
    internal const int PlaceWords = 5;

    private readonly FileStream _stream = ScratchFile.Create("llm-examples");
    private readonly List<long> _starts = [0];
    private readonly Dictionary<string, uint> _files = new(StringComparer.Ordinal);
    private bool _isTaken;
    private ulong _fingerprint;

    internal long Targets { get; private set; }

    internal void Write(TrainingExample example)
    {
        var words = new uint[example.Ids.Length + PlaceWords];
        for (var i = 0; i < example.Ids.Length; i++)
        {
            words[i] = (uint)example.Ids[i] | (example.IsTarget[i] ? TargetBit : 0);
            _fingerprint = SplitMix64.Fold(_fingerprint, words[i]);
            Targets += example.IsTarget[i] ? 1 : 0;
        }
        WritePlace(example.Place, words.AsSpan(example.Ids.Length));
        if (!BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(words, words);
        _stream.Write(MemoryMarshal.AsBytes(words.AsSpan()));
        _starts.Add(_starts[^1] + words.Length);
    }

    /// <summary>The file as its number from 1 (0: nothing is known), then two numbers of 64 bits, the lower half first.</summary>
    private void WritePlace(RecordPlace? place, Span<uint> words)
    {
        if (place is not { } known)
            return;
        if (!_files.TryGetValue(known.Path, out words[0]))
            _files.Add(known.Path, words[0] = (uint)_files.Count + 1);
        (words[1], words[2]) = ((uint)known.Number, (uint)(known.Number >> 32));
        (words[3], words[4]) = ((uint)known.Line, (uint)(known.Line >> 32));
    }

    /// <summary>Hands the file over.</summary>
    internal ExampleFile Take()
    {
        _stream.Flush();
        _isTaken = true;
        return new ExampleFile(_stream, _starts, [.. _files.OrderBy(file => file.Value).Select(file => file.Key)], Targets, _fingerprint);
    }

    public void Dispose()
    {
        if (!_isTaken)
            _stream.Dispose();
    }
}
