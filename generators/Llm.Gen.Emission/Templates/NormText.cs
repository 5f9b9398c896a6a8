using System.Diagnostics;
using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>A norm in emitted code: its type, and the expression that makes it.</summary>
internal static class NormText
{
    public static string TypeOf(NormSpec norm) => norm switch
    {
        RmsNormSpec => "RmsNorm",
        LayerNormSpec => "LayerNorm",
        OwnNormSpec own => own.Component.Name,
        _ => throw new UnreachableException(),
    };

    /// <summary>A member that holds a norm over the residual stream.</summary>
    /// <param name="summary">What it is for, as a sentence.</param>
    /// <param name="norm">The norm.</param>
    /// <param name="member">The member's name.</param>
    /// <param name="epsilon">The constant that holds its epsilon.</param>
    public static string Member(string summary, NormSpec norm, string member, string epsilon = "NormEpsilon") =>
        $$"""
        /// <summary>{{summary}}</summary>
        public {{TypeOf(norm)}} {{member}} { get; } = {{New(norm, "HiddenSize", epsilon)}};
        """;

    /// <summary>The expression that makes a norm.</summary>
    /// <param name="norm">The norm.</param>
    /// <param name="size">How many numbers it brings to a common scale.</param>
    /// <param name="epsilon">The constant that holds its epsilon.</param>
    public static string New(NormSpec norm, string size, string epsilon) => norm is OwnNormSpec own
        ? $"new(new NormShape({size}, {epsilon}), place{OwnTypes.Arguments(own.Component)})"
        : $"new({size}, {epsilon}, place{Options(norm)})";

    private static string Options(NormSpec norm) => norm switch
    {
        RmsNormSpec rms => rms.HasUnitOffset ? ", unitOffset: true" : "",
        LayerNormSpec layer => (layer.HasWeight ? "" : ", weight: false") + (layer.HasBias ? "" : ", bias: false") + (layer.HasUnitOffset ? ", unitOffset: true" : ""),
        _ => throw new UnreachableException(),
    };
}
