using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>
/// The balance loss of all routers of a pass together: X times the sum over experts of (rows that chose it / rows) x (mean
/// probability), rows counted over all layers and tokens (arXiv:2101.03961, as Mixtral's reference has it); K when all are used evenly.
/// </summary>
internal sealed class RouterBalance
{
    private readonly double[] _chosen;                  // rows that chose each expert
    private readonly double[] _means;                   // mean probabilities, summed over routers
    private double _rows;
    private int _routers;

    public RouterBalance(long experts) => (_chosen, _means) = (new double[experts], new double[experts]);

    /// <summary>X times the sum of both shares.</summary>
    public double Value => _chosen.Zip(_means, (chosen, mean) => chosen / _rows * mean / _routers).Sum() * _chosen.Length;

    /// <summary>Takes in a router: whom it chose, [N, K], and its mean probabilities [X].</summary>
    public void Add(Tensor chosen, Tensor means)
    {
        using var scope = NewDisposeScope();
        if (means.shape[0] != _chosen.Length)
            throw new NotSupportedException($"Routers with {_chosen.Length} and with {means.shape[0]} experts cannot be balanced together; leave RouterBalance out, and declare each router's own.");
        var counts = chosen.reshape(-1).bincount(null, _chosen.Length).cpu().data<long>().ToArray();
        var probabilities = means.detach().cpu().data<float>().ToArray();
        for (var expert = 0; expert < _chosen.Length; expert++)
            (_chosen[expert], _means[expert]) = (_chosen[expert] + counts[expert], _means[expert] + probabilities[expert]);
        (_rows, _routers) = (_rows + chosen.shape[0], _routers + 1);
    }

    /// <summary>The gradient of any router's mean probabilities, [X]; known when all routers have run.</summary>
    public Tensor Gradient(double scale, Tensor like) =>
        tensor(Array.ConvertAll(_chosen, chosen => (float)(chosen / _rows * _chosen.Length / _routers * scale)), device: like.device);
}
