using System.Buffers.Binary;
using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>Writes SentencePiece model files.</summary>
internal static class SentencePieceWriter
{
    public static byte[] Write(SentencePieceFile file)
    {
        var model = new Message();
        foreach (var piece in file.Pieces)
            model.Add(1, new Message().Add(1, piece.Text).Add(2, piece.Score).Add(3, (ulong)piece.Type).Bytes);
        model.Add(2, new Message()
            .Add(3, (ulong)file.Kind).Add(24, file.MarksWordEnds ? 1 : 0).Add(35, file.FallsBackToBytes ? 1 : 0)
            .Add(44, file.UnknownSurface).Add(46, file.BeginningPiece).Add(47, file.EndPiece).Add(48, file.PaddingPiece).Bytes);
        model.Add(3, new Message()
            .Add(2, file.CharacterRules.Span).Add(3, file.AddsDummyPrefix ? 1 : 0).Add(4, file.RemovesExtraSpaces ? 1 : 0).Add(5, file.EscapesSpaces ? 1 : 0).Bytes);
        return model.Bytes.ToArray();
    }

    /// <summary>A message under construction.</summary>
    private sealed class Message
    {
        private readonly MemoryStream _stream = new();

        public ReadOnlySpan<byte> Bytes => _stream.GetBuffer().AsSpan(0, (int)_stream.Length);

        public Message Add(int field, ulong number)
        {
            Varint((ulong)field << 3);
            Varint(number);
            return this;
        }

        public Message Add(int field, int number) => Add(field, (ulong)number);

        public Message Add(int field, float number)
        {
            Varint((ulong)field << 3 | 5);
            Span<byte> bytes = stackalloc byte[4];
            BinaryPrimitives.WriteSingleLittleEndian(bytes, number);
            _stream.Write(bytes);
            return this;
        }

        public Message Add(int field, string text) => Add(field, Encoding.UTF8.GetBytes(text));

        public Message Add(int field, ReadOnlySpan<byte> bytes)
        {
            Varint((ulong)field << 3 | 2);
            Varint((ulong)bytes.Length);
            _stream.Write(bytes);
            return this;
        }

        private void Varint(ulong value)
        {
            for (; value >= 0x80; value >>= 7)
                _stream.WriteByte((byte)(value | 0x80));
            _stream.WriteByte((byte)value);
        }
    }
}
