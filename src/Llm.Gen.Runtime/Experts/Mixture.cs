using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>A mixture of experts (arXiv:1701.06538): only the chosen experts compute, each on all of its tokens at once. N tokens, D hidden, K chosen experts.</summary>
public static class Mixture
{
    /// <summary>Weighted sums of the chosen experts' results: tokens [N, D] to [N, D].</summary>
    public static Tensor Of<T>(ModuleList<T> experts, Tensor x, ExpertChoice choice) where T : TokenwiseBlock =>
        Of((expert, rows) => experts[expert].call(rows), experts.Count, x, choice);

    /// <summary>The same where experts are no modules.</summary>
    /// <param name="run">Runs one expert, by its number, on rows [n, D].</param>
    /// <param name="experts">How many there are.</param>
    /// <param name="x">The tokens, [N, D].</param>
    /// <param name="choice">Who works on which.</param>
    public static Tensor Of(Func<int, Tensor, Tensor> run, int experts, Tensor x, ExpertChoice choice)
    {
        using var scope = NewDisposeScope();
        var chosen = choice.Experts.cpu().contiguous();                                     // one look for all tokens
        var numbers = chosen.data<long>().ToArray();
        var weights = choice.Weights.to(x.dtype);                                           // [N, K]
        var sum = x.shape[0] == 1 ? One(run, x, numbers, weights) : Many(run, experts, x, numbers, weights, choice.Capacity);
        return sum.MoveToOuterDisposeScope();
    }

    private static Tensor One(Func<int, Tensor, Tensor> run, Tensor x, long[] chosen, Tensor weights)
    {
        var sum = run((int)chosen[0], x) * weights.narrow(1, 0, 1);
        for (var k = 1; k < chosen.Length; k++)
            sum = sum + run((int)chosen[k], x) * weights.narrow(1, k, 1);
        return sum;
    }

    private static Tensor Many(Func<int, Tensor, Tensor> run, int experts, Tensor x, long[] chosen, Tensor weights, double? capacity)
    {
        var (n, k) = (x.shape[0], weights.shape[1]);
        var bound = capacity is { } factor ? (long)Math.Ceiling(factor * n * k / experts) : long.MaxValue;
        var order = new ExpertOrder(chosen, (int)k, experts, bound);
        if (Array.Exists(order.Places, place => place == ExpertOrder.Dropped))
            weights = weights * Kept(order, weights);

        var sorted = x.index_select(0, tensor(order.Tokens, device: x.device));             // [places, D]
        var parts = sorted.split(order.Counts);
        var results = new List<Tensor>(parts.Length);
        for (var expert = 0; expert < parts.Length; expert++)
        {
            if (order.Counts[expert] > 0)
                results.Add(run(expert, parts[expert]));
        }

        var places = Array.ConvertAll(order.Places, place => Math.Max(place, 0));
        var back = cat(results, 0).index_select(0, tensor(places, device: x.device));       // [N K, D]
        return (back.view(n, k, -1) * weights.unsqueeze(-1)).sum([1L]);
    }

    /// <summary>One where an assignment is carried out and zero where it was dropped, [N, K].</summary>
    private static Tensor Kept(ExpertOrder order, Tensor weights) =>
        tensor(Array.ConvertAll(order.Places, place => place == ExpertOrder.Dropped ? 0f : 1f)).view(weights.shape).to(weights.dtype, weights.device);
}
