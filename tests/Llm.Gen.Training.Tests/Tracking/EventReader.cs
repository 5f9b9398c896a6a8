using System.Text;

namespace Llm.Gen.Training.Tests;

/// <summary>One event as TensorBoard sees it.</summary>
internal sealed record ReadEvent(double WallTime, long Step, string? FileVersion, int? SessionStatus, IReadOnlyDictionary<string, float> Scalars);

/// <summary>Reads event files from the specifications of TFRecord and Protocol Buffers; shares nothing with the writer.</summary>
internal static class EventReader
{
    public static IReadOnlyList<ReadEvent> Read(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        var events = new List<ReadEvent>();
        while (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            var head = reader.ReadBytes(8);
            Assert.Equal(MaskedCrc(head), reader.ReadUInt32());
            var data = reader.ReadBytes((int)BitConverter.ToUInt64(head));
            Assert.Equal(MaskedCrc(data), reader.ReadUInt32());
            events.Add(Event(data));
        }
        return events;
    }

    /// <summary>The checksum bit by bit, from its polynomial 0x1EDC6F41, reflected.</summary>
    public static uint Crc32C(byte[] bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0x82F63B78u : crc >> 1;
        }
        return ~crc;
    }

    private static uint MaskedCrc(byte[] bytes)
    {
        var crc = Crc32C(bytes);
        return ((crc >> 15) | (crc << 17)) + 0xA282EAD8u;
    }

    private static ReadEvent Event(byte[] data)
    {
        var fields = Fields(data);
        var scalars = new Dictionary<string, float>();
        foreach (var value in fields.Where(f => f.Number == 5).SelectMany(summary => Fields(summary.Bytes)))
        {
            var parts = Fields(value.Bytes);
            scalars.Add(Encoding.UTF8.GetString(parts.Single(p => p.Number == 1).Bytes), BitConverter.ToSingle(parts.Single(p => p.Number == 2).Bytes));
        }
        return new ReadEvent(
            BitConverter.ToDouble(fields.Single(f => f.Number == 1).Bytes),
            fields.Where(f => f.Number == 2).Select(f => (long)f.Varint).SingleOrDefault(),
            fields.Where(f => f.Number == 3).Select(f => Encoding.UTF8.GetString(f.Bytes)).SingleOrDefault(),
            fields.Where(f => f.Number == 7).Select(f => (int?)Fields(f.Bytes).Single(s => s.Number == 1).Varint).SingleOrDefault(),
            scalars);
    }

    private sealed record Field(int Number, ulong Varint, byte[] Bytes);

    private static List<Field> Fields(byte[] data)
    {
        using var reader = new BinaryReader(new MemoryStream(data));
        var fields = new List<Field>();
        while (reader.BaseStream.Position < data.Length)
        {
            var key = (ulong)reader.Read7BitEncodedInt64();
            fields.Add((key & 7) switch
            {
                0 => new((int)(key >> 3), (ulong)reader.Read7BitEncodedInt64(), []),
                1 => new((int)(key >> 3), 0, reader.ReadBytes(8)),
                2 => new((int)(key >> 3), 0, reader.ReadBytes((int)reader.Read7BitEncodedInt64())),
                5 => new((int)(key >> 3), 0, reader.ReadBytes(4)),
                var wire => throw new InvalidDataException($"wire type {wire}"),
            });
        }
        return fields;
    }
}
