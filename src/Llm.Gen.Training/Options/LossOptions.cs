namespace Llm.Gen.Training;

/// <summary>What is added to the cross-entropy of the next token. Losses in metrics contain it while training; validation is cross-entropy alone.</summary>
public sealed record LossOptions
{
    /// <summary>The part of each target that is spread evenly over the vocabulary (arXiv:1512.00567). Default: 0.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Times the square of the logarithm of the sum of exponentials of a token's logits (arXiv:2204.02311). Default: 0.</summary>
    public double ZLoss { get; init; }

    /// <summary>
    /// Times the balance loss of all routers of a mixture of experts together (arXiv:2101.03961), in place of what the model declares.
    /// Default: null, what the model declares for each router.
    /// </summary>
    public double? RouterBalance { get; init; }

    internal IEnumerable<string> Errors()
    {
        if (!(LabelSmoothing is >= 0 and < 1))
            yield return FormattableString.Invariant($"{nameof(LabelSmoothing)} is {LabelSmoothing}, expected from 0 to less than 1");
        if (!(ZLoss >= 0 && double.IsFinite(ZLoss)))
            yield return FormattableString.Invariant($"{nameof(ZLoss)} is {ZLoss}, expected 0 or more");
        if (RouterBalance is { } balance && !(balance >= 0 && double.IsFinite(balance)))
            yield return FormattableString.Invariant($"{nameof(RouterBalance)} is {RouterBalance}, expected 0 or more");
    }
}
