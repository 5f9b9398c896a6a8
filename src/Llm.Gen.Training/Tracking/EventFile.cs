using System.Buffers.Binary;
using System.Numerics;

namespace Llm.Gen.Training;

/// <summary>
/// A file of TensorBoard's events: records of TFRecord (length, its checksum, data, their checksum), each an Event in the wire format of Protocol Buffers. What is written is with the system at once.
/// </summary>
internal sealed class EventFile : IDisposable
{
    private const string Version = "brain.Event:2";
    private readonly AppendedFile _file;

    // The fields of the messages Event, Summary, Summary.Value, SummaryMetadata, PluginData and SessionLog.
    private const int WallTime = 1, Step = 2, FileVersion = 3, Summary = 5, SessionLog = 7;
    private const int Value = 1, Tag = 1, SimpleValue = 2, Status = 1, Start = 1;

    /// <summary>Makes a new file, whose name TensorBoard knows, in a folder.</summary>
    internal EventFile(string folder, string name)
    {
        Directory.CreateDirectory(folder);
        _file = new AppendedFile(Path.Combine(folder, name), FileMode.CreateNew);
        Write(new ProtoMessage().Add(WallTime, Now()).Add(FileVersion, Version));
    }

    /// <summary>The name of a file that begins now; no two are the same.</summary>
    internal static string Name() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"events.out.tfevents.{DateTimeOffset.UtcNow.ToUnixTimeSeconds():D10}.{Environment.MachineName}.{Environment.ProcessId}.{Guid.NewGuid():N}");

    /// <summary>Makes TensorBoard forget what an earlier file has from this step on: a resumed run does those again.</summary>
    internal void WriteStart(long step) =>
        Write(new ProtoMessage().Add(WallTime, Now()).Add(Step, step).Add(SessionLog, new ProtoMessage().Add(Status, Start)));

    internal void WriteScalars(long step, IEnumerable<(string Tag, double Value)> scalars)
    {
        var summary = new ProtoMessage();
        foreach (var (tag, value) in scalars)
            summary.Add(Value, new ProtoMessage().Add(Tag, tag).Add(SimpleValue, (float)value));
        Write(new ProtoMessage().Add(WallTime, Now()).Add(Step, step).Add(Summary, summary));
    }

    private static double Now() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1e3;

    private void Write(ProtoMessage message)
    {
        var data = message.ToArray();
        Span<byte> head = stackalloc byte[12], tail = stackalloc byte[4];
        BinaryPrimitives.WriteUInt64LittleEndian(head, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], Masked(head[..8]));
        BinaryPrimitives.WriteUInt32LittleEndian(tail, Masked(data));
        _file.Write([.. head, .. data, .. tail]);
    }

    /// <summary>CRC-32C, rotated and shifted, as TFRecord has it.</summary>
    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        const uint Shift = 0xA282EAD8;
        var crc = uint.MaxValue;
        foreach (var b in bytes)
            crc = BitOperations.Crc32C(crc, b);
        return BitOperations.RotateRight(~crc, 15) + Shift;
    }

    public void Dispose() => _file.Dispose();
}
