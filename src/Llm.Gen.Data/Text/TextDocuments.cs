using System.Text;

namespace Llm.Gen.Data;

/// <summary>
/// Streams text files as documents. A line that is nothing but the separator ends a document; so does the end of a
/// file. Long documents come in pieces of about 2,000 characters, cut at line ends, so that memory stays constant and
/// a part of a single long text can be held out for validation.
/// </summary>
public static class TextDocuments
{
    private const int PieceSize = 2_048;
    private const int LongestPiece = 1 << 16;

    /// <summary>Reads the files one after the other.</summary>
    /// <param name="paths">UTF-8 text files.</param>
    /// <param name="separator">The line between documents ("%" in fortune files); null: each file is one document.</param>
    /// <exception cref="InvalidDataException">A file is empty or not UTF-8.</exception>
    public static IEnumerable<TextPiece> Read(IEnumerable<string> paths, string? separator = null)
    {
        foreach (var path in paths)
        {
            var text = new StringBuilder();
            foreach (var line in Lines(path))
            {
                if (separator is not null && line.AsSpan().TrimEnd("\r\n").SequenceEqual(separator))
                {
                    if (text.Length > 0)
                        yield return Take(text, endsDocument: true);
                    continue;
                }
                if (text.Length >= PieceSize)
                    yield return Take(text, endsDocument: false);
                text.Append(line);
            }
            if (text.Length > 0)
                yield return Take(text, endsDocument: true);
        }
    }

    /// <summary>Lines with their ends; a line that never ends comes in parts, cut between a word and a space.</summary>
    private static IEnumerable<string> Lines(string path)
    {
        var open = new StringBuilder();
        foreach (var block in Utf8TextFile.ReadBlocks(path))
        {
            var rest = 0;
            for (var end = block.IndexOf('\n'); end >= 0; end = block.IndexOf('\n', rest))
            {
                open.Append(block, rest, end + 1 - rest);
                rest = end + 1;
                yield return Take(open);
            }
            open.Append(block, rest, block.Length - rest);
            if (open.Length >= LongestPiece)
            {
                var cut = LastWordEnd(open);
                yield return open.ToString(0, cut);
                open.Remove(0, cut);
            }
        }
        if (open.Length > 0)
            yield return Take(open);
    }

    private static int LastWordEnd(StringBuilder text)
    {
        for (var i = text.Length - 1; i > text.Length / 2; i--)
            if (text[i] == ' ' && char.IsLetter(text[i - 1]))
                return i;
        return char.IsHighSurrogate(text[^1]) ? text.Length - 1 : text.Length;
    }

    private static TextPiece Take(StringBuilder text, bool endsDocument) => new(Take(text), endsDocument);

    private static string Take(StringBuilder text)
    {
        var taken = text.ToString();
        text.Clear();
        return taken;
    }
}
