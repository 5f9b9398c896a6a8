namespace TorchSharp.SystemTests;

/// <summary>Short ways to make and read small tensors.</summary>
internal static class Numbers
{
    public static Tensor Row(params float[] numbers) => tensor(numbers);

    public static Tensor Counted(params long[] sizes) => arange(sizes.Aggregate(1L, (product, size) => product * size), float32).reshape(sizes);

    public static float[] Read(Tensor? tensor)
    {
        using var scope = NewDisposeScope();
        return tensor!.detach().to(float32).contiguous().data<float>().ToArray();
    }
}
