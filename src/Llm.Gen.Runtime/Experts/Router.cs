using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Scores experts for each token, and chooses. N tokens, D hidden, X experts, K chosen ones.</summary>
public sealed class Router : TokenwiseBlock
{
    private readonly OwnParameter _weight;
    private readonly OwnParameter? _bias;
    private readonly OwnParameter? _correction;

    /// <summary>A router whose matrix holds nothing yet.</summary>
    /// <param name="inputSize">Values of a token.</param>
    /// <param name="experts">Experts to choose from.</param>
    /// <param name="place">Where and how precisely.</param>
    /// <param name="bias">Whether something is added to the logits.</param>
    /// <param name="correction">Whether something is added to the scores for the choice alone, so that experts are used evenly (arXiv:2408.15664).</param>
    public Router(int inputSize, int experts, Placement place, bool bias = false, bool correction = false) : base(nameof(Router))
    {
        _weight = new(place, experts, inputSize);
        _bias = bias ? new(place, experts) : null;
        _correction = correction ? new(place with { Type = ScalarType.Float32 }, experts) { KeepsType = true } : null;
        if (Correction is not null)
            Correction.requires_grad = false;
    }

    /// <summary>The matrix, [X, D].</summary>
    public Parameter Weight => _weight.Value;

    /// <summary>Added to the logits, [X], or none.</summary>
    public Parameter? Bias => _bias?.Value;

    /// <summary>Added to the scores for the choice alone, float32 [X], or none; moved by rule, not by gradients.</summary>
    public Parameter? Correction => _correction?.Value;

    /// <summary>[.., D] to logits, float32 [.., X].</summary>
    public override Tensor forward(Tensor x)
    {
        var learns = is_grad_enabled() && (x.requires_grad || Weight.requires_grad || Bias is { requires_grad: true });
        var logits = learns ? nn.functional.linear(x, Weight, Bias) : Kernels.For(x).Linear(x, Weight, Bias);
        return logits.to(ScalarType.Float32);
    }

    /// <summary>Chooses experts for tokens [N, D]; losses that keep the routing even join the pass.</summary>
    public ExpertChoice Choose(Tensor x, Routing routing, Pass pass)
    {
        var logits = call(x);                                                               // [N, X]
        var scores = routing.Score == RouterScore.Softmax ? logits.softmax(-1) : logits.sigmoid();
        var chosen = Best(scores.detach(), routing);                                        // [N, K]
        var weights = scores.gather(1, chosen);                                             // [N, K]
        if (routing.Normalizes)
            weights = weights / (weights.sum(-1, keepdim: true) + 1e-20);
        if (routing.Scale != 1)
            weights = weights * routing.Scale;

        if (pass.RouterBalance is not null)
            weights = pass.Balance(weights, chosen, routing.Score == RouterScore.Softmax ? scores : logits.softmax(-1));
        else if (routing.Balance > 0)
            weights = pass.WithLoss(weights, RoutingLosses.Balance(scores, chosen) * routing.Balance);
        if (routing.RouterZ > 0)
            weights = pass.WithLoss(weights, logits.logsumexp(-1).square().mean() * routing.RouterZ);
        return new ExpertChoice(chosen, weights, pass.Cache is null ? routing.Capacity : null);
    }

    /// <summary>The experts of each token, best first, [N, K].</summary>
    private Tensor Best(Tensor scores, Routing routing)
    {
        if (Correction is not null)
            scores = scores + Correction;
        if (routing.GroupsChosen < routing.Groups)
            scores = WithinBestGroups(scores, routing);
        return scores.topk(routing.Chosen).indexes;
    }

    private static Tensor WithinBestGroups(Tensor scores, Routing routing)
    {
        var members = scores.view(scores.shape[0], routing.Groups, -1);                     // [N, G, X/G]
        var groups = members.topk(routing.GroupScore == GroupScore.Best ? 1 : 2).values.sum(-1);
        var allowed = zeros_like(groups).scatter(1, groups.topk(routing.GroupsChosen).indexes, ones_like(groups));
        return members.masked_fill(allowed.unsqueeze(-1).eq(0), double.NegativeInfinity).view(scores.shape);
    }

    /// <inheritdoc/>
    protected override void Register()
    {
        Own("weight", _weight, WeightRole.Matrix);
        if (_bias is not null)
            Own("bias", _bias);
        if (_correction is not null)
            Own("e_score_correction_bias", _correction, WeightRole.Correction);
    }
}
