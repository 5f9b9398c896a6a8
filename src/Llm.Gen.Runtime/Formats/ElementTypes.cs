namespace Llm.Gen.Runtime.Formats;

/// <summary>Size and stored name of every <see cref="ElementType"/>.</summary>
public static class ElementTypes
{
    // One row a type; names as safetensors spells them.
    private static readonly (ElementType Type, string Name, int Size)[] Rows =
    [
        (ElementType.Float64, "F64", 8),
        (ElementType.Float32, "F32", 4),
        (ElementType.Float16, "F16", 2),
        (ElementType.BFloat16, "BF16", 2),
        (ElementType.Float8E4M3, "F8_E4M3", 1),
        (ElementType.Float8E5M2, "F8_E5M2", 1),
        (ElementType.Int64, "I64", 8),
        (ElementType.Int32, "I32", 4),
        (ElementType.Int16, "I16", 2),
        (ElementType.Int8, "I8", 1),
        (ElementType.UInt64, "U64", 8),
        (ElementType.UInt32, "U32", 4),
        (ElementType.UInt16, "U16", 2),
        (ElementType.UInt8, "U8", 1),
        (ElementType.Boolean, "BOOL", 1),
    ];

    /// <summary>All stored names, separated by spaces, for messages.</summary>
    public static string Names { get; } = string.Join(' ', Rows.Select(row => row.Name));

    /// <summary>Bytes of one element.</summary>
    public static int SizeOf(ElementType type) => Rows[(int)type].Size;

    /// <summary>The name that files use, such as <c>BF16</c>.</summary>
    public static string NameOf(ElementType type) => Rows[(int)type].Name;

    /// <summary>Finds a type by its stored name; case matters.</summary>
    public static bool TryParse(string name, out ElementType type)
    {
        foreach (var row in Rows)
        {
            type = row.Type;
            if (row.Name == name)
                return true;
        }

        type = default;
        return false;
    }
}
