namespace TorchSharp;

public static partial class torch
{
    /// <summary>Type of a tensor's elements.</summary>
    public enum ScalarType : sbyte
    {
        /// <summary>Unsigned, 8 bits.</summary>
        Byte = 0,

        /// <summary>Signed, 8 bits.</summary>
        Int8 = 1,

        /// <summary>Signed, 16 bits.</summary>
        Int16 = 2,

        /// <summary>Signed, 32 bits.</summary>
        Int32 = 3,

        /// <summary>Signed, 64 bits.</summary>
        Int64 = 4,

        /// <summary>IEEE 754, 16 bits.</summary>
        Float16 = 5,

        /// <summary>IEEE 754, 32 bits.</summary>
        Float32 = 6,

        /// <summary>IEEE 754, 64 bits.</summary>
        Float64 = 7,

        /// <summary>Two floats of 32 bits.</summary>
        ComplexFloat32 = 9,

        /// <summary>Two floats of 64 bits.</summary>
        ComplexFloat64 = 10,

        /// <summary>Truth value, 8 bits.</summary>
        Bool = 11,

        /// <summary>The upper half of a float32.</summary>
        BFloat16 = 15,
    }
}
