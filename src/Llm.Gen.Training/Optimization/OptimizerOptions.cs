using Llm.Gen.Runtime;

namespace Llm.Gen.Training;

/// <summary>
/// Which optimizer, and its constants, which do not change over a run. A constant that is null has the optimizer's own
/// default; one that the optimizer does not have is an error.
/// </summary>
public sealed record OptimizerOptions
{
    /// <summary>The optimizer. Default: AdamW.</summary>
    public OptimizerName Name { get; init; } = OptimizerName.AdamW;

    /// <summary>Decay of the running mean of gradients: AdamW, Lion, the rest of Muon. Default: 0.9.</summary>
    public double? Beta1 { get; init; }

    /// <summary>Decay of the running mean of squared gradients: AdamW, the rest of Muon; default 0.95, as language models are trained. Of Lion the decay of its moment; default 0.99.</summary>
    public double? Beta2 { get; init; }

    /// <summary>Added to the denominator: AdamW, the rest of Muon; default 1e-8. Of Adafactor the least mean square; default 2^-23.</summary>
    public double? Epsilon { get; init; }

    /// <summary>Pull towards zero, times the learning rate (SGD's and that of <see cref="CoupledDecay"/> joins the gradient). Default: 0.1; 0 with Adafactor and SGD.</summary>
    public double? WeightDecay { get; init; }

    /// <summary>AdamW with the largest mean of squares that was seen (AMSGrad). Default: false.</summary>
    public bool? Amsgrad { get; init; }

    /// <summary>AdamW's decay joins the gradient, as Adam had it. Default: false.</summary>
    public bool? CoupledDecay { get; init; }

    /// <summary>Decay of the moment: Muon; default 0.95. SGD; default 0, which keeps none.</summary>
    public double? Momentum { get; init; }

    /// <summary>Muon and SGD look one step of their moment ahead. Default: true with Muon, false with SGD.</summary>
    public bool? Nesterov { get; init; }

    /// <summary>Muon's Newton-Schulz iterations. Default: 5.</summary>
    public int? NewtonSchulzSteps { get; init; }

    /// <summary>What each of their products is rounded to; torch.optim has bfloat16. Default: float32.</summary>
    public Precision? NewtonSchulzPrecision { get; init; }

    /// <summary>
    /// Muon's update has the size of AdamW's, 0.2 sqrt(max(rows, columns)) (arXiv:2502.16982), so that both take one learning rate;
    /// otherwise sqrt(max(1, rows / columns)). Default: true.
    /// </summary>
    public bool? MatchesAdam { get; init; }

    /// <summary>Adafactor's means of squares take t^this of step t. Default: -0.8.</summary>
    public double? SquareDecay { get; init; }

    /// <summary>Adafactor's rate is times the size of the weights, and never less than this. Default: 1e-3.</summary>
    public double? LeastScale { get; init; }

    /// <summary>The largest size of Adafactor's update. Default: 1.</summary>
    public double? UpdateClip { get; init; }

    /// <summary>The decay of weights that decay.</summary>
    internal double Decay => WeightDecay ?? (Name is OptimizerName.Adafactor or OptimizerName.Sgd ? 0 : 0.1);

    /// <summary>Whether the optimizer, or its rest, is AdamW.</summary>
    private bool HasMoments => Name is OptimizerName.AdamW or OptimizerName.AdamW8Bit or OptimizerName.Muon;

    internal IEnumerable<string> Errors() =>
    [
        .. Check(Enum.IsDefined(Name), $"{nameof(Name)} is {(int)Name}, expected one of {string.Join(", ", Enum.GetNames<OptimizerName>())}"),
        .. Check(Beta1 is null or (>= 0 and < 1), $"{nameof(Beta1)} is {Beta1}, expected at least 0 and less than 1"),
        .. Check(Beta2 is null or (>= 0 and < 1), $"{nameof(Beta2)} is {Beta2}, expected at least 0 and less than 1"),
        .. Check(IsPositive(Epsilon), $"{nameof(Epsilon)} is {Epsilon}, expected a number above 0"),
        .. Check(WeightDecay is null || (WeightDecay >= 0 && double.IsFinite(WeightDecay.Value)), $"{nameof(WeightDecay)} is {WeightDecay}, expected 0 or more"),
        .. Check(Momentum is null or (>= 0 and < 1), $"{nameof(Momentum)} is {Momentum}, expected at least 0 and less than 1"),
        .. Check(NewtonSchulzSteps is null or >= 1, $"{nameof(NewtonSchulzSteps)} is {NewtonSchulzSteps}, expected at least 1"),
        .. Check(NewtonSchulzPrecision is null || Enum.IsDefined(NewtonSchulzPrecision.Value), $"{nameof(NewtonSchulzPrecision)} is {(int?)NewtonSchulzPrecision}, expected Float32 or BFloat16"),
        .. Check(SquareDecay is null || (SquareDecay < 0 && double.IsFinite(SquareDecay.Value)), $"{nameof(SquareDecay)} is {SquareDecay}, expected a number below 0"),
        .. Check(IsPositive(LeastScale), $"{nameof(LeastScale)} is {LeastScale}, expected a number above 0"),
        .. Check(IsPositive(UpdateClip), $"{nameof(UpdateClip)} is {UpdateClip}, expected a number above 0"),
        .. Check(Name != OptimizerName.Sgd || Nesterov != true || Momentum > 0, $"{nameof(Nesterov)} is true and {nameof(Momentum)} is {Momentum ?? 0}, expected a momentum above 0 to look ahead"),
        .. Unused(),
    ];

    /// <summary>Each constant beside whether the optimizer has it.</summary>
    private IEnumerable<string> Unused()
    {
        var (isMuon, isSgd, isAdafactor, isPlain) = (Name == OptimizerName.Muon, Name == OptimizerName.Sgd, Name == OptimizerName.Adafactor, Name == OptimizerName.AdamW);
        (string Property, object? Value, bool IsUsed)[] constants =
        [
            (nameof(Beta1), Beta1, HasMoments || Name == OptimizerName.Lion),
            (nameof(Beta2), Beta2, HasMoments || Name == OptimizerName.Lion),
            (nameof(Epsilon), Epsilon, HasMoments || isAdafactor),
            (nameof(Amsgrad), Amsgrad, isPlain),
            (nameof(CoupledDecay), CoupledDecay, isPlain),
            (nameof(Momentum), Momentum, isMuon || isSgd),
            (nameof(Nesterov), Nesterov, isMuon || isSgd),
            (nameof(NewtonSchulzSteps), NewtonSchulzSteps, isMuon),
            (nameof(NewtonSchulzPrecision), NewtonSchulzPrecision, isMuon),
            (nameof(MatchesAdam), MatchesAdam, isMuon),
            (nameof(SquareDecay), SquareDecay, isAdafactor),
            (nameof(LeastScale), LeastScale, isAdafactor),
            (nameof(UpdateClip), UpdateClip, isAdafactor),
        ];
        return constants.Where(c => c.Value is not null && !c.IsUsed).Select(c => $"{c.Property} is set, and the optimizer {Name} has none; leave it out, or choose another optimizer");
    }

    private static bool IsPositive(double? value) => value is null || (value > 0 && double.IsFinite(value.Value));

    private static IEnumerable<string> Check(bool isRight, FormattableString error)
    {
        if (!isRight)
            yield return FormattableString.Invariant(error);
    }
}
