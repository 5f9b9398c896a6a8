using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests.Support;

/// <summary>Token ids that a seed determines.</summary>
public static class Tokens
{
    public static int[] Draw(int count, int vocabulary, int seed = 0)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(vocabulary))];
    }

    /// <summary>[rows, tokens].</summary>
    public static Tensor Batch(int rows, params int[] ids)
    {
        using var flat = tensor(Array.ConvertAll(ids, id => (long)id));
        return flat.view(rows, -1);
    }

    public static float Difference(Tensor a, Tensor b) => (a - b).abs().max().item<float>();
}
