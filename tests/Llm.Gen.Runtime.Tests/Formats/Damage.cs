using System.Buffers.Binary;

namespace Llm.Gen.Runtime.Tests.Formats;

/// <summary>Damages bytes at random, where a format makes its claims.</summary>
internal sealed class Damage(Random random, string[] tokens)
{
    // Sizes, offsets and counts that break arithmetic.
    private static readonly long[] Numbers =
    [
        0, 1, 2, 7, 8, 127, 128, 255, 256, short.MaxValue, ushort.MaxValue, int.MaxValue, int.MaxValue + 1L, uint.MaxValue, uint.MaxValue + 1L,
        1L << 40, 1L << 61, long.MaxValue / 4, long.MaxValue - 1, long.MaxValue, long.MinValue, -2, -1,
    ];

    /// <summary>A copy with one to four changes in its first <paramref name="head"/> bytes.</summary>
    public byte[] Apply(byte[] original, int head)
    {
        var bytes = original.ToList();
        for (var change = random.Next(1, 5); change > 0 && bytes.Count > 0; change--)
            Change(bytes, Math.Min(head, bytes.Count));
        return [.. bytes];
    }

    private void Change(List<byte> bytes, int head)
    {
        var at = random.Next(head);
        switch (random.Next(10))
        {
            case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            case 1: bytes[at] = (byte)random.Next(256); break;
            case 2: Overwrite(bytes, at, Number(4)); break;
            case 3: Overwrite(bytes, at, Number(8)); break;
            case 4: Overwrite(bytes, at, Slice(bytes, head)); break;
            case 5: bytes.InsertRange(at, Slice(bytes, head)); break;
            case 6: bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at)); break;
            case 7: Overwrite(bytes, at, Token()); break;
            case 8: bytes.InsertRange(at, Token()); break;
            default: Truncate(bytes, random.Next(bytes.Count)); break;
        }
    }

    private static void Truncate(List<byte> bytes, int length) => bytes.RemoveRange(length, bytes.Count - length);

    private byte[] Number(int size)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, Numbers[random.Next(Numbers.Length)]);
        return bytes[..size];
    }

    private byte[] Token() => System.Text.Encoding.Latin1.GetBytes(tokens[random.Next(tokens.Length)]);

    private List<byte> Slice(List<byte> bytes, int head)
    {
        var from = random.Next(head);
        return bytes.GetRange(from, Math.Min(random.Next(1, 33), head - from));
    }

    private static void Overwrite(List<byte> bytes, int at, IReadOnlyList<byte> with)
    {
        for (var i = 0; i < with.Count && at + i < bytes.Count; i++)
            bytes[at + i] = with[i];
    }
}
