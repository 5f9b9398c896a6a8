namespace Llm.Gen.Runtime.Formats;

/// <summary>A run of numbers that tensors are views of; pickles name it, the container holds it.</summary>
internal sealed class PickledStorage(string key, ElementType type, long elements)
{
    public string Key => key;

    public ElementType Type => type;

    /// <summary>Count of numbers.</summary>
    public long Elements => elements;

    public long Bytes { get; } = checked(elements * ElementTypes.SizeOf(type));

    /// <summary>Offset of the first byte in the file; known when the container has found the storage.</summary>
    public long Offset { get; set; }
}
