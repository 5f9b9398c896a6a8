namespace Llm.Gen.Training;

/// <summary>How a student learns from a teacher: alpha times the divergence, and 1 - alpha times cross-entropy.</summary>
public sealed record DistillationOptions
{
    /// <summary>What is to be small. Default: forward Kullback-Leibler.</summary>
    public Divergence Divergence { get; init; }

    /// <summary>Both models' logits are divided by it in the divergence, not in the cross-entropy. Default: 2.</summary>
    public double Temperature { get; init; } = 2;

    /// <summary>The part of the divergence in the loss; the rest is cross-entropy. Default: 0.5.</summary>
    public double Alpha { get; init; } = 0.5;

    /// <summary>Whether the divergence is multiplied by the temperature's square, so that its gradients keep their size (arXiv:1503.02531). Default: true.</summary>
    public bool ScalesBySquare { get; init; } = true;

    /// <summary>The teacher's part j in the mixture of Jensen-Shannon. Default: null, 0.5.</summary>
    public double? Mixture { get; init; }

    /// <summary>What is wrong with the values: one message each, none when all is well.</summary>
    public IReadOnlyList<string> Errors() =>
    [
        .. Check(Enum.IsDefined(Divergence), $"{nameof(Divergence)} is {(int)Divergence}, expected one of {string.Join(", ", Enum.GetNames<Divergence>())}"),
        .. Check(Temperature > 0 && double.IsFinite(Temperature), $"{nameof(Temperature)} is {Temperature}, expected a number above 0"),
        .. Check(Alpha is >= 0 and <= 1, $"{nameof(Alpha)} is {Alpha}, expected from 0 to 1"),
        .. Check(Mixture is null or (> 0 and < 1), $"{nameof(Mixture)} is {Mixture}, expected between 0 and 1"),
        .. Check(Mixture is null || Divergence == Divergence.JensenShannon, $"{nameof(Mixture)} is set, and the divergence {Divergence} has none; leave it out, or choose {Divergence.JensenShannon}"),
    ];

    private static IEnumerable<string> Check(bool isRight, FormattableString error)
    {
        if (!isRight)
            yield return FormattableString.Invariant(error);
    }
}
