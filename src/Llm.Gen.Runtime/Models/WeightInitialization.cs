using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Draws the weights of a new model: matrices normal, gains one, biases zero; what activations learn stays as it was made.</summary>
internal static class WeightInitialization
{
    /// <summary>Fills every weight; the same seed gives the same weights whatever the threads.</summary>
    public static void Draw(ICausalModel model, long seed, double deviation)
    {
        using var _ = no_grad();
        var stream = 0UL;
        foreach (var row in model.Weights())
        {
            stream++;
            switch (row.Role)
            {
                case WeightRole.Gain:
                    row.Parameter.fill_(1);
                    break;
                case WeightRole.Coefficient:
                    break;
                case WeightRole.Bias or WeightRole.Correction:
                    row.Parameter.fill_(0);
                    break;
                default:
                    using (var drawn = Normal(row.Parameter.shape, new CounterRandom((ulong)seed, stream), deviation))
                        row.Parameter.copy_(drawn);
                    break;
            }
        }
    }

    /// <summary>Draws from a normal distribution around zero, float32 on the CPU.</summary>
    public static unsafe Tensor Normal(long[] shape, CounterRandom random, double deviation)
    {
        const long piece = 1 << 14;                             // pairs
        var drawn = empty(shape, ScalarType.Float32);
        var (address, count) = (Memory.Address(drawn), drawn.NumberOfElements);
        var pairs = (count + 1) / 2;
        Parallel.For(0, (pairs + piece - 1) / piece, job =>
        {
            var values = (float*)address;
            for (var pair = job * piece; pair < Math.Min(pairs, (job + 1) * piece); pair++)
            {
                // Box and Muller: two uniform numbers make two normal ones.
                var radius = deviation * Math.Sqrt(-2 * Math.Log(1 - random.Uniform(2 * (ulong)pair)));
                var (sine, cosine) = Math.SinCos(2 * Math.PI * random.Uniform(2 * (ulong)pair + 1));
                values[2 * pair] = (float)(radius * cosine);
                if (2 * pair + 1 < count)
                    values[2 * pair + 1] = (float)(radius * sine);
            }
        });
        return drawn;
    }
}
