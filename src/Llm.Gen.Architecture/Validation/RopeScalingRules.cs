namespace Llm.Gen.Architectures;

/// <summary>What a rotary scaling has to fulfil.</summary>
internal sealed class RopeScalingRules(MemberSpelling spelling)
{
    private const double Maximum = 1e6;

    private readonly List<ArchitectureError> _errors = [];

    public IReadOnlyList<ArchitectureError> Check(RopeScalingSpec scaling, double theta, int headSize)
    {
        Require(scaling.Factor is >= 1 and <= Maximum, ArchitectureMember.ScalingFactor, scaling.Factor, "expected a number from 1 to 1e6", "set it to how many times as far positions reach");
        switch (scaling)
        {
            case DynamicScalingSpec:
                Require(headSize > 2, ArchitectureMember.HeadSize, headSize, "expected at least 4 for dynamic scaling, which keeps one column and stretches another", "enlarge the heads, or choose another scaling");
                break;
            case YarnScalingSpec yarn:
                CheckYarn(yarn, theta);
                break;
            case Llama3ScalingSpec llama:
                CheckLlama3(llama);
                break;
            case LongRopeScalingSpec longRope:
                CheckLongRope(longRope, headSize);
                break;
        }

        return _errors;
    }

    private void CheckYarn(YarnScalingSpec yarn, double theta)
    {
        Require(theta > 1, ArchitectureMember.Theta, theta, "expected a base above 1, since YaRN ramps over different frequencies", "correct it; most models have 10000");
        CheckOriginal(yarn.OriginalPositions);
        Require(IsPositive(yarn.BetaSlow), ArchitectureMember.BetaSlow, yarn.BetaSlow, "expected a number above 0, at most 1e6", "correct it; most models have 1");
        Require(yarn.BetaFast > yarn.BetaSlow && yarn.BetaFast <= Maximum, ArchitectureMember.BetaFast, yarn.BetaFast,
            $"expected a number above {Spell(ArchitectureMember.BetaSlow)}, {Show(yarn.BetaSlow)}", "correct it; most models have 32");
        foreach (var (member, value) in new[]
        {
            (ArchitectureMember.AttentionFactor, yarn.AttentionFactor), (ArchitectureMember.Mscale, yarn.Mscale), (ArchitectureMember.MscaleAllDimensions, yarn.MscaleAllDimensions),
        })
            Require(value is null || IsPositive(value.Value), member, value ?? 1, "expected a number above 0, at most 1e6", "correct it, or leave it out");
        CheckScales(yarn);
    }

    private void CheckScales(YarnScalingSpec yarn)
    {
        var (mscale, divisor) = (Spell(ArchitectureMember.Mscale), Spell(ArchitectureMember.MscaleAllDimensions));
        if (yarn.Mscale is null != yarn.MscaleAllDimensions is null)
        {
            var given = yarn.Mscale is null ? ArchitectureMember.MscaleAllDimensions : ArchitectureMember.Mscale;
            Add(given, $"{Spell(given)} stands alone", $"expected {mscale} and {divisor} together", "add the other, or leave it out");
        }
        else if (yarn is { AttentionFactor: not null, Mscale: not null })
        {
            Add(ArchitectureMember.AttentionFactor, $"{Spell(ArchitectureMember.AttentionFactor)} stands beside {mscale}", "expected one of the two, which say the same", "remove one of the two");
        }
    }

    private void CheckLlama3(Llama3ScalingSpec llama)
    {
        CheckOriginal(llama.OriginalPositions);
        Require(IsPositive(llama.LowFrequencyFactor), ArchitectureMember.LowFrequencyFactor, llama.LowFrequencyFactor, "expected a number above 0, at most 1e6", "set it; most models have 1");
        Require(llama.HighFrequencyFactor > llama.LowFrequencyFactor && llama.HighFrequencyFactor <= Maximum, ArchitectureMember.HighFrequencyFactor, llama.HighFrequencyFactor,
            $"expected a number above {Spell(ArchitectureMember.LowFrequencyFactor)}, {Show(llama.LowFrequencyFactor)}", "set it; most models have 4");
    }

    private void CheckLongRope(LongRopeScalingSpec longRope, int columns)
    {
        CheckOriginal(longRope.OriginalPositions);
        Require(longRope.AttentionFactor is null || IsPositive(longRope.AttentionFactor.Value), ArchitectureMember.AttentionFactor, longRope.AttentionFactor ?? 1,
            "expected a number above 0, at most 1e6", "correct it, or leave it out");
        foreach (var factors in new[] { longRope.ShortFactors, longRope.LongFactors })
        {
            if (factors.Count != columns / 2 || !factors.All(IsPositive))
            {
                Add(ArchitectureMember.FrequencyFactors, $"{Spell(ArchitectureMember.FrequencyFactors)} has {factors.Count} factors of frequencies",
                    $"expected {columns / 2} numbers above 0, one for each pair of rotated columns", "correct the lists");
            }
        }
    }

    private void CheckOriginal(int positions)
    {
        if (RuleFindings.CheckSize(ArchitectureMember.OriginalPositions, positions, spelling) is { } error)
            _errors.Add(error);
    }

    private void Require(bool isFulfilled, ArchitectureMember member, double value, string expected, string remedy)
    {
        if (!isFulfilled)
            Add(member, $"{Spell(member)} is {Show(value)}", expected, remedy);
    }

    private void Add(ArchitectureMember member, string found, string expected, string remedy) => _errors.Add(new("LLMG026", member, found, expected, remedy));

    private static bool IsPositive(double value) => value is > 0 and <= Maximum;

    private string Spell(ArchitectureMember member) => spelling.Of(member);

    private static string Show(double value) => RuleFindings.Show(value);
}
