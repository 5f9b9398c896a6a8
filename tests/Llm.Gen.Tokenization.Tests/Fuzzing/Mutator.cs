using System.Text;

namespace Llm.Gen.Tokenization.Tests;

/// <summary>Damages a file in the ways that files get damaged, and in some that only an attacker thinks of.</summary>
internal sealed class Mutator(Random random)
{
    private static readonly byte[][] Fragments =
    [
        .. new[]
        {
            "null", "{}", "[]", "\"\"", "-1", "0", "4294967296", "2147483647", "1e308", "true", "[[[[[[[[", "\\ud800", "\\u0000", "\"type\":\"Sequence\"",
            "(a+)+$", "(?=", "[^", "\\p{Han}", "\u2581", "<0x00>", "\n", "\uFEFF", "##", " ",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0x80], [0xFF, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0],
    ];

    public byte[] Mutate(byte[] original)
    {
        var bytes = original.ToList();
        for (var count = random.Next(1, 5); count > 0; count--)
            Change(bytes);
        return [.. bytes];
    }

    private void Change(List<byte> bytes)
    {
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(random.Next(1, 1 << random.Next(1, 10)), bytes.Count - at);
        switch (random.Next(8))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 5:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            default:
                bytes.InsertRange(at, Fragments[random.Next(Fragments.Length)]);
                break;
        }
    }
}
