using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Llm.Gen.Tokenization;

/// <summary>Reads the fields of one message in the wire format of protocol buffers.</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;
    private ReadOnlySpan<byte> _bytes;
    private ulong _number;
    private int _wire;

    /// <summary>The number of the field that was read last.</summary>
    public int Field { get; private set; }

    /// <summary>Goes to the next field; false at the end.</summary>
    /// <exception cref="InvalidDataException">The message is damaged.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty)
            return false;
        var key = Varint();
        (Field, _wire) = ((int)(key >> 3), (int)(key & 7));
        if (key >> 3 is 0 or > 0x1FFFFFFF)
            throw Damaged($"a field has the number {key >> 3}");
        switch (_wire)
        {
            case 0:
                _number = Varint();
                break;
            case 1:
                _number = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
                break;
            case 2:
                var length = Varint();
                _bytes = Take(length <= int.MaxValue ? (int)length : throw Damaged($"a field says that it has {length} bytes"));
                break;
            case 5:
                _number = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
                break;
            default:
                throw Damaged($"a field has the wire type {_wire}");
        }

        return true;
    }

    public readonly int Number() => _wire == 0 ? unchecked((int)_number) : throw Wrong("a number");

    public readonly bool Flag() => _wire == 0 ? _number != 0 : throw Wrong("true or false");

    public readonly float Single() => _wire == 5 ? BitConverter.UInt32BitsToSingle((uint)_number) : throw Wrong("a number in single precision");

    public readonly ReadOnlySpan<byte> Bytes() => _wire == 2 ? _bytes : throw Wrong("bytes");

    public readonly string Text() => Utf8.IsValid(Bytes()) ? Encoding.UTF8.GetString(_bytes) : throw Damaged($"the field {Field} is not UTF-8");

    private ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }

        throw Damaged("a number has more than ten bytes");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
            throw Damaged($"a field wants {count} bytes of {_rest.Length}");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private readonly InvalidDataException Wrong(string expected) => Damaged($"the field {Field} has the wire type {_wire} where {expected} is expected");

    private static InvalidDataException Damaged(string what) =>
        new($"this is no SentencePiece model, or a damaged one: {what}. Expected the protocol buffer that SentencePiece writes; copy the file again.");
}
