using System.Text.Json;

namespace Llm.Gen.Runtime.Formats;

/// <summary>What a file of bitsandbytes says of a matrix in four bits: a JSON object, stored as a tensor of bytes.</summary>
/// <param name="Levels">The 16 levels.</param>
/// <param name="BlockSize">Values that share a scale.</param>
/// <param name="Type">The type that the values are rounded to.</param>
/// <param name="Shape">The shape of the matrix, [Out, In].</param>
/// <param name="Nested">How scales are kept in 8 bits each, or nothing where they are float32.</param>
internal sealed record FourBitState(FourBitType Levels, int BlockSize, ElementType Type, long[] Shape, NestedScales? Nested)
{
    private const long Longest = 1 << 16;
    private const int LargestBlock = 1 << 16;

    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or means what is not supported.</exception>
    public static unsafe FourBitState Read(StoredTensor stored)
    {
        if (stored.Type != ElementType.UInt8 || stored.Elements > Longest)
            throw Damaged(stored, $"it is {stored.Format} of {stored.Elements} numbers, expected at most {Longest} bytes");
        var bytes = new byte[stored.Elements];
        fixed (byte* to = bytes)
            stored.CopyTo((nint)to, ElementType.UInt8);
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return Read(stored, document.RootElement);
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Damaged(stored, Printable.Of(problem.Message));
        }
    }

    private static FourBitState Read(StoredTensor stored, JsonElement root)
    {
        var levels = root.GetProperty("quant_type").GetString() switch
        {
            "nf4" => FourBitType.Nf4,
            "fp4" => FourBitType.Fp4,
            var other => throw Damaged(stored, $"quant_type is {Printable.Of(other ?? "null")}, expected nf4 or fp4"),
        };
        var type = root.GetProperty("dtype").GetString() switch
        {
            "float32" => ElementType.Float32,
            "bfloat16" => ElementType.BFloat16,
            "float16" => ElementType.Float16,
            var other => throw Damaged(stored, $"dtype is {Printable.Of(other ?? "null")}, expected float32, bfloat16 or float16"),
        };
        var shape = root.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).ToArray();
        if (shape.Length != 2 || shape.Any(size => size is < 1 or > int.MaxValue))
            throw Damaged(stored, $"the shape is [{string.Join(", ", shape.Take(8))}], expected that of a matrix");
        var nested = root.TryGetProperty("nested_offset", out var mean)
            ? new NestedScales(Block(stored, root.GetProperty("nested_blocksize")), mean.GetSingle())
            : null;
        return new FourBitState(levels, Block(stored, root.GetProperty("blocksize")), type, shape, nested);
    }

    private static int Block(StoredTensor stored, JsonElement size) =>
        size.ValueKind == JsonValueKind.Number && size.TryGetInt32(out var block) && block is >= 2 and <= LargestBlock && block % 2 == 0
            ? block
            : throw Damaged(stored, $"a block has {Printable.Of(size.GetRawText(), 40)} values, expected an even number up to {LargestBlock}");

    private static InvalidDataException Damaged(StoredTensor stored, string how) =>
        new($"tensor {Printable.Of(stored.Name)} does not describe a matrix in four bits: {how}.");
}
