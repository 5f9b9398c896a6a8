using System.Buffers.Binary;
using System.Text;

namespace Llm.Gen.Training;

/// <summary>A message in the wire format of Protocol Buffers, field by field.</summary>
internal sealed class ProtoMessage
{
    private enum Wire
    {
        Varint,
        Fixed64,
        Bytes,
        Fixed32 = 5,
    }

    private readonly MemoryStream _bytes = new();

    internal byte[] ToArray() => _bytes.ToArray();

    internal ProtoMessage Add(int field, long value)
    {
        Key(field, Wire.Varint);
        Varint((ulong)value);
        return this;
    }

    internal ProtoMessage Add(int field, double value)
    {
        Key(field, Wire.Fixed64);
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        _bytes.Write(bytes);
        return this;
    }

    internal ProtoMessage Add(int field, float value)
    {
        Key(field, Wire.Fixed32);
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        _bytes.Write(bytes);
        return this;
    }

    internal ProtoMessage Add(int field, string value) => Add(field, Encoding.UTF8.GetBytes(value));

    internal ProtoMessage Add(int field, ProtoMessage value) => Add(field, value.ToArray());

    private ProtoMessage Add(int field, byte[] value)
    {
        Key(field, Wire.Bytes);
        Varint((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    private void Key(int field, Wire wire) => Varint(((ulong)field << 3) | (ulong)wire);

    // Seven bits a byte, the lowest first; the eighth says that more follow.
    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.WriteByte((byte)(value | 0x80));
        _bytes.WriteByte((byte)value);
    }
}
