using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Llm.Gen.Runtime;

/// <summary>float32 elements.</summary>
internal unsafe struct Float32 : IElement<Float32>
{
    private float _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(Float32* source) => Vector512.Load((float*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> values, Float32* destination) => values.Store((float*)destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Get(Float32* source) => source->_value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set(float value, Float32* destination) => destination->_value = value;
}
