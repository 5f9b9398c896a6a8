namespace Llm.Gen.Runtime.Formats;

/// <summary>A tensor as a pickle describes it: a strided view of a storage, not yet checked against it.</summary>
/// <param name="Storage">What it is a view of.</param>
/// <param name="Offset">Number of the storage with which it begins.</param>
/// <param name="Shape">Sizes, none negative.</param>
/// <param name="Strides">Numbers of the storage from one index to the next, a stride a size, none negative.</param>
internal sealed record PickledTensor(PickledStorage Storage, long Offset, long[] Shape, long[] Strides);
