using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>
/// Dropout (arXiv:1207.0580): in a training pass each value is zero with some probability, and the rest grows to keep the mean. What is dropped
/// is a function of the pass's seed, of the place in the model and of the value's index, so that a layer that is computed again, a
/// run that is resumed and any number of threads drop the same.
/// </summary>
public static class Dropout
{
    /// <summary>x with some of its values dropped; x itself in a pass without <see cref="Pass.DropoutSeed"/>.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="rate">Share of the values that are dropped, in steps of 1/65536; 0 to below 1.</param>
    /// <param name="at">The pass, and the layer.</param>
    /// <param name="site">Where in the layer.</param>
    public static Tensor Apply(Tensor x, double rate, LayerPass at, DropoutSite site)
    {
        if (at.Pass.DropoutSeed is not { } seed || rate == 0)
            return x;

        return Apply(x, new DropoutMask(seed, at.Layer, site, rate));
    }

    /// <summary>x under a mask, with gradients where they are wanted.</summary>
    internal static Tensor Apply(Tensor x, DropoutMask mask) =>
        is_grad_enabled() && x.requires_grad ? DropoutFunction.apply(x, mask) : mask.Apply(x);
}
