using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>The factors of a low-rank update, scale B A. Their numbers are float32 whatever the model's type.</summary>
/// <param name="A">From the input to the rank, [r, In].</param>
/// <param name="B">From the rank to the output, [Out, r].</param>
/// <param name="Scale">What the product is multiplied by.</param>
internal sealed record LowRank(Parameter A, Parameter B, double Scale) : IDisposable
{
    /// <summary>The rank, r.</summary>
    public int Rank => (int)A.shape[0];

    /// <summary>An update that begins at nothing: A is drawn from a normal distribution, B is zero.</summary>
    public static LowRank Draw(int rank, long inputs, long outputs, double scale, CounterRandom random, Device device)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var drawn = WeightInitialization.Normal([rank, inputs], random, 1 / Math.Sqrt(inputs)).to(device);
        return Of(drawn, zeros([outputs, rank], ScalarType.Float32, device), scale);
    }

    /// <summary>An update of two tensors, which stay the caller's to let go: the parameters hold their memory.</summary>
    public static LowRank Of(Tensor a, Tensor b, double scale) =>
        new((Parameter)new Parameter(a).DetachFromDisposeScope(), (Parameter)new Parameter(b).DetachFromDisposeScope(), scale);

    /// <summary>What is added to the matrix, scale B A, float32 [Out, In], without a graph.</summary>
    public Tensor Product()
    {
        using var frozen = no_grad();
        return matmul(B, A).mul_(Scale);
    }

    /// <summary>Frees both.</summary>
    public void Dispose()
    {
        A.Dispose();
        B.Dispose();
    }
}
