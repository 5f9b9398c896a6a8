using System.Globalization;
using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>What SentencePiece makes of text that is in no piece: byte tokens, of which the last stands for the whole character, or the unknown token.</summary>
internal sealed class SentencePieceUnknown : UnknownText
{
    private readonly int[]? _idOfByte;

    public SentencePieceUnknown(Vocabulary vocabulary, int id, bool fallsBackToBytes)
    {
        Id = id;
        if (fallsBackToBytes)
            _idOfByte = [.. Enumerable.Range(0, 256).Select(value => vocabulary.IdOf(string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>")))];
    }

    public override int Id { get; }

    public override bool Fuses => _idOfByte is null;

    public override void Append(ReadOnlySpan<char> text, EncodeState state)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        if (_idOfByte is null)
        {
            if (state.Trace is { } trace)
                trace.Spell(state.Count, text.ToString());
            state.Append(Id, length);
            return;
        }

        var bytes = state.Merging.ReserveBytes(length);
        bytes = bytes[..Encoding.UTF8.GetBytes(text, bytes)];
        for (var i = 0; i < length; i++)
            state.Append(_idOfByte[bytes[i]], i == length - 1 ? length : 0);
    }
}
