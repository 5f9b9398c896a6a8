using System.Diagnostics;
using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>The emitted lines about norms of queries and keys.</summary>
internal static class QueryKeyNormText
{
    /// <summary>The constant that holds their epsilon, where it is not the layers'.</summary>
    public static IEnumerable<string> Constants(Architecture architecture)
    {
        if (Norm(architecture) is { } norm && Epsilon(architecture) != "NormEpsilon")
            yield return ModelConstants.Number("QueryKeyNormEpsilon", norm.Norm.Epsilon);
    }

    /// <summary>The members that hold the two.</summary>
    public static IEnumerable<string> Members(Architecture architecture, string keyHeads, string k, WeightNames names)
    {
        if (Norm(architecture) is not { } norm)
            yield break;
        yield return Member("QueryNorm", $"The norm of queries (arXiv:2010.04245): {Prose(norm, "H")}.", norm, "Heads", Epsilon(architecture), names);
        yield return Member("KeyNorm", $"The norm of keys (arXiv:2010.04245): {Prose(norm, k)}.", norm, keyHeads, Epsilon(architecture), names);
    }

    /// <summary>Whether they are normed after they turn.</summary>
    public static bool IsAfterRotation(Architecture architecture) => Norm(architecture) is { IsAfterRotation: true };

    /// <summary>The call that norms them, or null.</summary>
    public static string? Call(Architecture architecture) => Norm(architecture) is not { } norm ? null
        : $"qkv = QueryKeyNorm.{(norm.Extent == NormExtent.Whole ? "Whole" : "Heads")}(qkv, Layout, QueryNorm, KeyNorm);";

    /// <summary>The statements that register them.</summary>
    public static IEnumerable<string> Registrations(Architecture architecture, WeightNames names) => Norm(architecture) is null ? [] :
    [
        RegistrationText.Print(names.QueryNorm, "QueryNorm"),
        RegistrationText.Print(names.KeyNorm, "KeyNorm"),
    ];

    private static string Member(string name, string summary, QueryKeyNormSpec norm, string heads, string epsilon, WeightNames names)
    {
        var (type, value) = norm.Extent switch
        {
            NormExtent.Head => (NormText.TypeOf(norm.Norm), NormText.New(norm.Norm, "HeadSize", epsilon)),
            NormExtent.Whole => (NormText.TypeOf(norm.Norm), NormText.New(norm.Norm, $"{heads} * HeadSize", epsilon)),
            NormExtent.EachHead when names.EachHeadNorms is { } list => ("HeadNorms", $"new({heads}, HeadSize, {epsilon}, place, \"{list}\")"),
            NormExtent.EachHead => ("HeadNorm", $"new({heads}, HeadSize, {epsilon}, place)"),
            _ => throw new UnreachableException(),
        };
        return $$"""
            /// <summary>{{summary}}</summary>
            public {{type}} {{name}} { get; } = {{value}};
            """;
    }

    private static string Prose(QueryKeyNormSpec norm, string heads) => norm.Extent switch
    {
        NormExtent.Head => "each head by itself, [E]",
        NormExtent.Whole => $"all heads at once, [{heads} E]",
        NormExtent.EachHead => $"each head by itself, with a gain of its own, [{heads}, E]",
        _ => throw new UnreachableException(),
    };

    private static string Epsilon(Architecture architecture) => Norm(architecture)?.Norm.Epsilon == architecture.Layers[0].Norm.Epsilon ? "NormEpsilon" : "QueryKeyNormEpsilon";

    private static QueryKeyNormSpec? Norm(Architecture architecture) => (architecture.Layers[0].Attention as HeadAttentionSpec)?.QueryKeyNorm;
}
