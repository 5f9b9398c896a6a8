namespace Llm.Gen.Runtime.Formats;

/// <summary>Types of the numbers in a checkpoint. The names that files use are in <see cref="ElementTypes"/>.</summary>
public enum ElementType
{
    /// <summary>64-bit IEEE float, <c>F64</c>.</summary>
    Float64,

    /// <summary>32-bit IEEE float, <c>F32</c>.</summary>
    Float32,

    /// <summary>16-bit IEEE float, <c>F16</c>.</summary>
    Float16,

    /// <summary>The upper half of a 32-bit float, <c>BF16</c>.</summary>
    BFloat16,

    /// <summary>8-bit float with 4 exponent bits and no infinity, <c>F8_E4M3</c> (arXiv:2209.05433).</summary>
    Float8E4M3,

    /// <summary>8-bit float with 5 exponent bits, <c>F8_E5M2</c> (arXiv:2209.05433).</summary>
    Float8E5M2,

    /// <summary>64-bit signed integer, <c>I64</c>.</summary>
    Int64,

    /// <summary>32-bit signed integer, <c>I32</c>.</summary>
    Int32,

    /// <summary>16-bit signed integer, <c>I16</c>.</summary>
    Int16,

    /// <summary>8-bit signed integer, <c>I8</c>.</summary>
    Int8,

    /// <summary>64-bit unsigned integer, <c>U64</c>.</summary>
    UInt64,

    /// <summary>32-bit unsigned integer, <c>U32</c>.</summary>
    UInt32,

    /// <summary>16-bit unsigned integer, <c>U16</c>.</summary>
    UInt16,

    /// <summary>8-bit unsigned integer, <c>U8</c>.</summary>
    UInt8,

    /// <summary>One byte, 0 or 1, <c>BOOL</c>.</summary>
    Boolean,
}
