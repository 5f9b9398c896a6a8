using System.Diagnostics;
using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>The expression that makes a rotary scaling; what has its usual value is left out.</summary>
internal static class RopeScalingText
{
    /// <summary>The short name of the scaling's type.</summary>
    public static string TypeOf(RopeScalingSpec scaling) => scaling switch
    {
        LinearScalingSpec => "LinearScaling",
        DynamicScalingSpec => "DynamicScaling",
        YarnScalingSpec => "YarnScaling",
        Llama3ScalingSpec => "Llama3Scaling",
        LongRopeScalingSpec => "LongRopeScaling",
        _ => throw new UnreachableException(),
    };

    /// <summary>The scaling.</summary>
    /// <param name="scaling">What is declared.</param>
    /// <param name="positions">The architecture's positions.</param>
    public static string Print(RopeScalingSpec scaling, int positions)
    {
        var settings = new List<string> { $"Factor = {CSharp.Literal(scaling.Factor)}" };
        switch (scaling)
        {
            case DynamicScalingSpec:
                settings.Add($"OriginalPositions = {CSharp.Literal(positions)}");
                break;
            case YarnScalingSpec yarn:
                settings.Add($"OriginalPositions = {CSharp.Literal(yarn.OriginalPositions)}");
                settings.AddRange(Unusual(yarn));
                break;
            case LongRopeScalingSpec longer:
                settings.Add($"OriginalPositions = {CSharp.Literal(longer.OriginalPositions)}");
                settings.Add($"ShortFactors = {List(longer.ShortFactors)}");
                settings.Add($"LongFactors = {List(longer.LongFactors)}");
                if (longer.AttentionFactor is { } amplitude)
                    settings.Add($"AttentionFactor = {CSharp.Literal(amplitude)}");
                break;
            case Llama3ScalingSpec llama:
                settings.Add($"OriginalPositions = {CSharp.Literal(llama.OriginalPositions)}");
                settings.Add($"LowFrequencyFactor = {CSharp.Literal(llama.LowFrequencyFactor)}");
                settings.Add($"HighFrequencyFactor = {CSharp.Literal(llama.HighFrequencyFactor)}");
                break;
        }

        return $"new {TypeOf(scaling)} {{ {string.Join(", ", settings)} }}";
    }

    private static string List(IEnumerable<double> factors) => $"[{string.Join(", ", factors.Select(CSharp.Literal))}]";

    private static IEnumerable<string> Unusual(YarnScalingSpec yarn)
    {
        var usual = new YarnScalingSpec { Factor = yarn.Factor, OriginalPositions = yarn.OriginalPositions };
        if (yarn.BetaFast != usual.BetaFast)
            yield return $"BetaFast = {CSharp.Literal(yarn.BetaFast)}";
        if (yarn.BetaSlow != usual.BetaSlow)
            yield return $"BetaSlow = {CSharp.Literal(yarn.BetaSlow)}";
        if (yarn.AttentionFactor is { } factor)
            yield return $"AttentionFactor = {CSharp.Literal(factor)}";
        if (yarn is { Mscale: { } scale, MscaleAllDimensions: { } divisor })
            yield return $"Mscale = {CSharp.Literal(scale)}, MscaleAllDimensions = {CSharp.Literal(divisor)}";
        if (!yarn.Truncate)
            yield return "Truncate = false";
    }
}
