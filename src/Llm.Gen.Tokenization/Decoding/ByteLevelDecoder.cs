using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>
/// GPT-2's characters become bytes, the bytes UTF-8 text. Holds back at most an unfinished character; each maximal bad part is one
/// U+FFFD. A token with any other character, such as an added one, stands for its own text.
/// </summary>
internal sealed class ByteLevelDecoder(DecoderStep next) : WholeTokenDecoder(next)
{
    private readonly Decoder _utf8 = Encoding.UTF8.GetDecoder();
    private bool _hasBegun;

    public override void Flush()
    {
        Span<char> rest = stackalloc char[4];
        var count = _utf8.GetChars([], rest, flush: true);
        Next.Add(rest[..count], !_hasBegun, isLast: true);
        base.Flush();
    }

    protected override void AddToken(ReadOnlySpan<char> token)
    {
        Span<byte> bytes = token.Length <= 128 ? stackalloc byte[token.Length] : new byte[token.Length];
        for (var i = 0; i < token.Length; i++)
        {
            var value = ByteCharacters.ByteOf(token[i]);
            if (value < 0)
            {
                Pass(Encoding.UTF8.GetBytes(token.ToString()));
                return;
            }

            bytes[i] = (byte)value;
        }

        Pass(bytes);
    }

    private void Pass(ReadOnlySpan<byte> bytes)
    {
        Span<char> characters = bytes.Length <= 128 ? stackalloc char[bytes.Length + 4] : new char[bytes.Length + 4];
        var count = _utf8.GetChars(bytes, characters, flush: false);
        Next.Add(characters[..count], !_hasBegun, isLast: false);
        _hasBegun = true;
    }
}
