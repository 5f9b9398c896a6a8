using System.Runtime.Intrinsics;

namespace Llm.Gen.Runtime;

/// <summary>A type of tensor elements that kernels read and write as float32, 16 at a time.</summary>
internal unsafe interface IElement<TSelf>
    where TSelf : unmanaged, IElement<TSelf>
{
    /// <summary>16 elements.</summary>
    static abstract Vector512<float> Load(TSelf* source);

    /// <summary>Writes 16 elements, rounded to the nearest.</summary>
    static abstract void Store(Vector512<float> values, TSelf* destination);

    /// <summary>One element.</summary>
    static abstract float Get(TSelf* source);

    /// <summary>Writes one element, rounded to the nearest.</summary>
    static abstract void Set(float value, TSelf* destination);
}
