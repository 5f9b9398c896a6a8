namespace Llm.Gen.Runtime;

/// <summary>
/// What the loss of a token is: (1 - s) ce + s u + z l^2, with ce = -log p(target), u the mean over the vocabulary of -log p, and l the logarithm
/// of the sum of exponentials of its logits.
/// </summary>
/// <param name="LabelSmoothing">s, from 0 to less than 1: the part of the target that is spread evenly over the vocabulary (arXiv:1512.00567).</param>
/// <param name="ZLoss">z, 0 or more: keeps the logits from drifting (arXiv:2204.02311).</param>
public readonly record struct LossShape(double LabelSmoothing = 0, double ZLoss = 0)
{
    /// <summary>Whether it is cross-entropy and nothing else.</summary>
    public bool IsPlain => LabelSmoothing == 0 && ZLoss == 0;

    /// <exception cref="ArgumentOutOfRangeException">A part is out of its range.</exception>
    internal LossShape Checked()
    {
        if (!(LabelSmoothing >= 0 && LabelSmoothing < 1))
            throw new ArgumentOutOfRangeException(nameof(LabelSmoothing), LabelSmoothing, $"LabelSmoothing is {LabelSmoothing}; expected from 0 to less than 1.");
        if (!(ZLoss >= 0 && double.IsFinite(ZLoss)))
            throw new ArgumentOutOfRangeException(nameof(ZLoss), ZLoss, $"ZLoss is {ZLoss}; expected 0 or more.");
        return this;
    }
}
