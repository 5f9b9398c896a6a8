namespace Llm.Gen.Training;

/// <summary>An average of the weights over steps, which often scores better than the last ones.</summary>
public sealed record AveragingOptions
{
    /// <summary>The moving average (arXiv:1806.04498) keeps this part of itself at each update; null is the plain mean of all updates (SWA, arXiv:1803.05407). Default: 0.999.</summary>
    public double? Decay { get; init; } = 0.999;

    /// <summary>Update i keeps at most (1 + i) / (10 + i), so that the first weights are soon forgotten. Default: false.</summary>
    public bool RisesFast { get; init; }

    /// <summary>Starts at zero and divides that out again, in place of starting as the first weights. Default: false.</summary>
    public bool FromZero { get; init; }

    /// <summary>The first step whose weights are taken in. Default: 1.</summary>
    public long FirstStep { get; init; } = 1;

    /// <summary>Steps between updates. Default: 1.</summary>
    public long Interval { get; init; } = 1;

    internal IEnumerable<string> Errors() =>
    [
        .. Check(Decay is null or (> 0 and < 1), $"the average's {nameof(Decay)} is {Decay}, expected between 0 and 1, or null"),
        .. Check(Decay is not null || !(RisesFast || FromZero), $"{nameof(RisesFast)} or {nameof(FromZero)} is set beside a {nameof(Decay)} that is null, expected one of both"),
        .. Check(!(RisesFast && FromZero), $"{nameof(RisesFast)} and {nameof(FromZero)} are both set, expected one of them"),
        .. Check(FirstStep >= 1, $"{nameof(FirstStep)} is {FirstStep}, expected at least 1"),
        .. Check(Interval >= 1, $"{nameof(Interval)} is {Interval}, expected at least 1"),
    ];

    private static IEnumerable<string> Check(bool isRight, FormattableString error)
    {
        if (!isRight)
            yield return FormattableString.Invariant(error);
    }
}
