using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Llm.Gen.Randomness;

namespace Llm.Gen.Data;

/// <summary>Examples on the disk, front to back; the file is gone with the process that reads it.</summary>
internal sealed class ExampleFileWriter : IDisposable
{
    internal const uint TargetBit = 1u << 31;

    private readonly FileStream _stream;
    private readonly List<long> _starts = [0];
    private bool _isTaken;
    private ulong _fingerprint;

    internal ExampleFileWriter()
    {
        var path = Path.Combine(Path.GetTempPath(), $"llm-examples-{Guid.NewGuid():N}");
        _stream = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 1 << 16, Options = FileOptions.DeleteOnClose });
    }

    internal long Targets { get; private set; }

    internal void Write(TrainingExample example)
    {
        var words = new uint[example.Ids.Length];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = (uint)example.Ids[i] | (example.IsTarget[i] ? TargetBit : 0);
            _fingerprint = SplitMix64.Mix(_fingerprint + words[i] + SplitMix64.Step);
            Targets += example.IsTarget[i] ? 1 : 0;
            if (!BitConverter.IsLittleEndian)
                words[i] = BinaryPrimitives.ReverseEndianness(words[i]);
        }
        _stream.Write(MemoryMarshal.AsBytes(words.AsSpan()));
        _starts.Add(_starts[^1] + words.Length);
    }

    /// <summary>Hands the file over.</summary>
    internal ExampleFile Take()
    {
        _stream.Flush();
        _isTaken = true;
        return new ExampleFile(_stream, _starts, Targets, _fingerprint);
    }

    public void Dispose()
    {
        if (!_isTaken)
            _stream.Dispose();
    }
}
