using System.Buffers;
using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>
/// SentencePiece's decoding: visible spaces become spaces, the one that encoding puts in front of a text goes again, byte tokens become
/// characters, a byte that is part of none U+FFFD.
/// </summary>
internal sealed class SentencePieceDecoder(SentencePieceFile file, IReadOnlyDictionary<string, PieceType> types, DecoderStep next) : WholeTokenDecoder(next)
{
    private readonly List<byte> _bytes = [];
    private bool _isAtStart = true;

    public override void Flush()
    {
        PassBytes(isEnd: true);
        base.Flush();
    }

    protected override void AddToken(ReadOnlySpan<char> token)
    {
        var text = token.ToString();
        var type = types.GetValueOrDefault(text, PieceType.Normal);
        if (type == PieceType.Byte)
        {
            _bytes.Add(Convert.ToByte(text[3..5], 16));
            PassBytes(isEnd: false);
            return;
        }

        PassBytes(isEnd: true);
        Pass(type == PieceType.Unknown ? file.UnknownSurface : WithoutPrefix(text).Replace(SentencePieceFile.Mark, ' '));
    }

    // Where encoding removes spaces at the ends, all of them in front go; else only the one that was put there.
    private string WithoutPrefix(string text)
    {
        if (!_isAtStart || text[0] != SentencePieceFile.Mark || !(file.AddsDummyPrefix || file.RemovesExtraSpaces))
            return text;
        _isAtStart = file.RemovesExtraSpaces;
        return text[1..];
    }

    private void Pass(string text)
    {
        if (text.Length == 0)
            return;
        _isAtStart = false;
        Next.Add(text, true, true);
    }

    private void PassBytes(bool isEnd)
    {
        while (_bytes.Count > 0)
        {
            var bytes = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_bytes);
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var width);
            if (status == OperationStatus.NeedMoreData && !isEnd)
                return;
            _bytes.RemoveRange(0, status == OperationStatus.Done ? width : 1);
            Pass(status == OperationStatus.Done ? rune.ToString() : "\uFFFD");
        }
    }
}
