namespace Llm.Gen.Runtime.Formats;

/// <summary>What a <see cref="PickledGlobal"/> stands for.</summary>
internal enum PickledGlobalKind
{
    /// <summary>A dictionary that keeps the order of its keys, as all do here.</summary>
    Dictionary,

    /// <summary>A tensor made of storage, offset, sizes and strides.</summary>
    Tensor,

    /// <summary>A tensor that is trained.</summary>
    Parameter,

    /// <summary>A storage of one element type.</summary>
    Storage,
}
