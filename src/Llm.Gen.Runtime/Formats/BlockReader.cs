using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Llm.Gen.Runtime.Formats;

/// <summary>Reads <paramref name="blocks"/> blocks into float32 numbers.</summary>
internal unsafe delegate void ReadBlocks(byte* source, float* destination, long blocks);

/// <summary>Dequantisation of GGUF block formats. All arithmetic is float32, multiply then add, as the reference has it.</summary>
internal static unsafe class BlockReader
{
    private static readonly (GgufTensorType Type, ReadBlocks Read)[] Rows =
    [
        (GgufTensorType.Q4_1, ReadQ4_1),
        (GgufTensorType.Q8_0, ReadQ8_0),
    ];

    /// <summary>Formats that can be read, for messages.</summary>
    public static string Names { get; } = string.Join(", ", Rows.Select(row => row.Type.Name));

    /// <summary>The reader of a format; null when there is none.</summary>
    public static ReadBlocks? Find(GgufTensorType type) => Array.Find(Rows, row => row.Type == type).Read;

    // d: float16, then 32 signed bytes q: d * q.
    private static void ReadQ8_0(byte* source, float* destination, long blocks)
    {
        for (long i = 0; i < blocks; i++, source += 34, destination += 32)
        {
            var scale = Vector256.Create(ReadHalf(source));
            var q = Vector256.Load((sbyte*)source + 2);
            StoreScaled(Vector256.WidenLower(q), scale, destination);
            StoreScaled(Vector256.WidenUpper(q), scale, destination + 16);
        }
    }

    // d, m: float16, then 16 bytes; low nibbles are numbers 0 to 15, high nibbles 16 to 31: d * q + m.
    private static void ReadQ4_1(byte* source, float* destination, long blocks)
    {
        for (long i = 0; i < blocks; i++, source += 20, destination += 32)
        {
            var scale = Vector256.Create(ReadHalf(source));
            var minimum = Vector256.Create(ReadHalf(source + 2));
            var nibbles = Vector128.Load(source + 4);
            StoreAffine(nibbles & Vector128.Create((byte)15), scale, minimum, destination);
            StoreAffine(nibbles >>> 4, scale, minimum, destination + 16);
        }
    }

    private static float ReadHalf(byte* source) => (float)Unsafe.ReadUnaligned<Half>(source);

    private static void StoreScaled(Vector256<short> q, Vector256<float> scale, float* destination)
    {
        var (low, high) = Vector256.Widen(q);
        (Vector256.ConvertToSingle(low) * scale).Store(destination);
        (Vector256.ConvertToSingle(high) * scale).Store(destination + 8);
    }

    private static void StoreAffine(Vector128<byte> q, Vector256<float> scale, Vector256<float> minimum, float* destination)
    {
        var (low, high) = Vector256.Widen(Vector256.Create(Vector128.WidenLower(q), Vector128.WidenUpper(q)));
        (Vector256.ConvertToSingle(low.AsInt32()) * scale + minimum).Store(destination);
        (Vector256.ConvertToSingle(high.AsInt32()) * scale + minimum).Store(destination + 8);
    }
}
