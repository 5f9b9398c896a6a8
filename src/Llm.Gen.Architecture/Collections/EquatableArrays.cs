namespace Llm.Gen.Architectures;

/// <summary>Ways to make an <see cref="EquatableArray{T}"/>.</summary>
public static class EquatableArrays
{
    /// <summary>Copies a sequence into an array that is compared by value.</summary>
    public static EquatableArray<T> ToEquatableArray<T>(this IEnumerable<T> items) => new(items);
}
