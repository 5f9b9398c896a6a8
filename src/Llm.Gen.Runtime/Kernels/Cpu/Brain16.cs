using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Llm.Gen.Runtime;

/// <summary>bfloat16 elements: the upper half of a float32.</summary>
internal unsafe struct Brain16 : IElement<Brain16>
{
    private ushort _bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(Brain16* source)
    {
        var (low, high) = Vector256.Widen(Vector256.Load((ushort*)source));
        return (Vector512.Create(low, high) << 16).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> values, Brain16* destination)
    {
        var bits = values.AsUInt32();
        var even = (bits >>> 16) & Vector512.Create(1u);                                    // ties go to the even neighbour
        var rounded = (bits + Vector512.Create(0x7FFFu) + even) >>> 16;
        rounded = Vector512.ConditionalSelect(Vector512.Equals(values, values).AsUInt32(), rounded, Vector512.Create(0x7FC0u));
        Vector256.Narrow(rounded.GetLower(), rounded.GetUpper()).Store((ushort*)destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Get(Brain16* source) => BitConverter.UInt32BitsToSingle((uint)source->_bits << 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set(float value, Brain16* destination)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        destination->_bits = float.IsNaN(value) ? (ushort)0x7FC0 : (ushort)((bits + 0x7FFFu + ((bits >> 16) & 1)) >> 16);
    }
}
