using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>What is done to a head's products before they are logits: multiplied, then held within a bound, c tanh(y / c) (arXiv:2408.00118).</summary>
/// <param name="Multiplier">What products are multiplied by; 1 unless said.</param>
/// <param name="Softcap">c, the bound that logits approach; none unless said.</param>
public sealed record LogitShape(double Multiplier = 1, double? Softcap = null)
{
    /// <summary>Logits of products, with gradients.</summary>
    internal Tensor Apply(Tensor products)
    {
        using var scope = NewDisposeScope();
        var y = Multiplier == 1 ? products : products * Multiplier;
        return (Softcap is { } cap ? (y / cap).tanh() * cap : y).MoveToOuterDisposeScope();
    }

    /// <summary>Makes products logits where they lie, without a graph.</summary>
    /// <param name="products">The products.</param>
    /// <param name="wantsSlope">Whether <see cref="Pull"/> follows.</param>
    /// <returns>What the gradients of logits are multiplied by to be those of products, where that is not <see cref="Multiplier"/> for all.</returns>
    internal Tensor? Change(Tensor products, bool wantsSlope)
    {
        if (Multiplier != 1)
            products.mul_(Multiplier);
        if (Softcap is not { } cap)
            return null;

        products.div_(cap).tanh_();
        var slope = wantsSlope ? products.square().sub_(1).mul_(-Multiplier) : null;        // m (1 - tanh^2)
        products.mul_(cap);
        return slope;
    }

    /// <summary>Makes the gradient of logits that of products, where it lies.</summary>
    internal void Pull(Tensor gradient, Tensor? slope)
    {
        if (slope is not null)
            gradient.mul_(slope);
        else if (Multiplier != 1)
            gradient.mul_(Multiplier);
    }
}
