using System.Text.RegularExpressions;

namespace Llm.Gen.Training;

/// <summary>Weights that learn at a rate, or decay, of their own: the B matrices of LoRA+ (arXiv:2402.12354) say.</summary>
public sealed record ParameterGroup
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);

    /// <summary>A regular expression that is found in the names of the group's weights, such as <c>lora_B</c>.</summary>
    public required string Pattern { get; init; }

    /// <summary>What the learning rate is multiplied by. Default: 1.</summary>
    public double LearningRateFactor { get; init; } = 1;

    /// <summary>The weight decay of all of them, vectors too. Default: null, as without the group.</summary>
    public double? WeightDecay { get; init; }

    internal bool Holds(string name) => Regex.IsMatch(name, Pattern, RegexOptions.CultureInvariant, _patience);

    internal IEnumerable<string> Errors()
    {
        if (!IsExpression())
            yield return $"the {nameof(Pattern)} of a group is \"{Pattern}\", expected a regular expression";
        if (!(LearningRateFactor >= 0 && double.IsFinite(LearningRateFactor)))
            yield return FormattableString.Invariant($"the {nameof(LearningRateFactor)} of the group \"{Pattern}\" is {LearningRateFactor}, expected 0 or more");
        if (WeightDecay is { } decay && !(decay >= 0 && double.IsFinite(decay)))
            yield return FormattableString.Invariant($"the {nameof(WeightDecay)} of the group \"{Pattern}\" is {decay}, expected 0 or more");
    }

    private bool IsExpression()
    {
        try
        {
            _ = Regex.Match("", Pattern, RegexOptions.CultureInvariant, _patience);
            return Pattern.Length > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
