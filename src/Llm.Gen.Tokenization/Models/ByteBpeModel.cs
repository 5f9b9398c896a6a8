using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>BPE over the UTF-8 bytes of the text itself: what ByteLevel followed by BPE means, without writing the characters out.</summary>
internal sealed class ByteBpeModel : BpeModel
{
    private readonly int[] _idOfByte = new int[256];
    private readonly int _unknown;

    public ByteBpeModel(Vocabulary vocabulary, MergeTable merges, BpeOptions options)
        : base(vocabulary, merges, options)
    {
        for (var value = 0; value < 256; value++)
            _idOfByte[value] = vocabulary.IdOf([ByteCharacters.Of((byte)value)]);
        _unknown = options.UnknownToken is { } token ? vocabulary.IdOf(token) : -1;
    }

    protected override int Symbols(ReadOnlySpan<char> word, MergeBuffers buffers)
    {
        var bytes = buffers.ReserveBytes(Encoding.UTF8.GetMaxByteCount(word.Length));
        var length = Encoding.UTF8.GetBytes(word, bytes);
        buffers.Reserve(length);
        var symbols = buffers.Symbols;
        var count = 0;
        var wasUnknown = false;
        foreach (var value in bytes[..length])
        {
            var id = _idOfByte[value];
            var isUnknown = id < 0;
            if (!isUnknown)
                symbols[count++] = id;
            else if (_unknown >= 0 && !(wasUnknown && Options.FusesUnknown))
                symbols[count++] = _unknown;
            wasUnknown = isUnknown;
        }

        return count;
    }

    protected override int WholeId(ReadOnlySpan<char> word)
    {
        var written = new TextBuffer(word.Length * 2);
        try
        {
            ByteCharacters.Append(word, ref written);
            return Vocabulary.IdOf(written.Text);
        }
        finally
        {
            written.Dispose();
        }
    }
}
