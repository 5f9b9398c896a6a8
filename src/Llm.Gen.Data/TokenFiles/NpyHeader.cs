using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;

namespace Llm.Gen.Data;

/// <summary>The header of a NumPy .npy file (format versions 1 to 3), as far as one row of token ids needs it.</summary>
internal static partial class NpyHeader
{
    internal static bool Begins(ReadOnlySpan<byte> file) => file.Length > 6 && file[0] == 0x93 && file[1..].StartsWith("NUMPY"u8);

    /// <summary>Reads and checks the header; the tokens begin at <paramref name="start"/>.</summary>
    /// <exception cref="InvalidDataException">Another type, more than one axis, or a length that does not fit.</exception>
    internal static TokenFileHeader Parse(string path, ReadOnlySpan<byte> file, long fileLength, int vocabularySize, out long start)
    {
        var isLong = file.Length > 12 && file[6] >= 2;
        var preamble = isLong ? 12 : 10;
        if (file.Length < preamble)
            throw Bad(path, "ends inside its header");
        long length = isLong ? BinaryPrimitives.ReadUInt32LittleEndian(file[8..]) : BinaryPrimitives.ReadUInt16LittleEndian(file[8..]);
        start = preamble + length;
        if (start > file.Length)
            throw Bad(path, "ends inside its header");

        var text = Encoding.UTF8.GetString(file[preamble..(int)start]);
        var type = Descr().Match(text).Groups[1].Value switch
        {
            "<u2" => TokenType.UInt16,
            "<u4" => TokenType.UInt32,
            var other => throw Bad(path, $"holds numbers of type \"{other}\"; expected <u2 or <u4, convert with .astype('uint16') or .astype('uint32')"),
        };
        if (!Rows().IsMatch(text))
            throw Bad(path, $"is not one row of tokens ({Shape().Match(text).Value}); reshape it with .ravel()");
        if (!long.TryParse(Rows().Match(text).Groups[1].ValueSpan, out var tokens) || tokens > long.MaxValue / 8 || tokens * (int)type != fileLength - start)
            throw Bad(path, $"says {Shape().Match(text).Value}, but holds {fileLength - start:N0} bytes of tokens");
        return new TokenFileHeader(type, tokens, 0, type == TokenType.UInt16 ? Math.Min(vocabularySize, 65_536) : vocabularySize, "");
    }

    [GeneratedRegex("'descr'\\s*:\\s*'([^']*)'")]
    private static partial Regex Descr();

    [GeneratedRegex("'shape'\\s*:\\s*\\(\\s*([0-9]+)\\s*,?\\s*\\)")]
    private static partial Regex Rows();

    [GeneratedRegex("'shape'\\s*:\\s*\\([^)]*\\)")]
    private static partial Regex Shape();

    private static InvalidDataException Bad(string path, string what) => new($"{path}: the .npy file {what}.");
}
