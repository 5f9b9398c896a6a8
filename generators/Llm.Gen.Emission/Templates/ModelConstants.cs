using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>The constants at the top of X.Model.g.cs, a line each; those of a part come from the part's class.</summary>
internal static class ModelConstants
{
    public static string Print(Architecture architecture)
    {
        var (embedding, head) = (architecture.Embedding, architecture.Head);
        return CSharp.Lines(
        [
            "// Shapes below are written with these letters; B is the batch, T the new tokens, S the cached and new tokens"
                + (FeedForwardPart.Experts(architecture) is null ? "." : ", n the tokens of one expert."),
            Size("Vocab", architecture.Vocab, "V"),
            embedding.Size is { } size ? Size("EmbeddingSize", size, "W") : null,
            Size("HiddenSize", architecture.Hidden, "D"),
            $"private const int LayerCount = {CSharp.Literal(architecture.Layers.Count)};",
            .. AttentionClass.Constants(architecture),
            .. FeedForwardPart.Constants(architecture),
            RopeText.Kinds(architecture).Any(rope => rope.Scaling is DynamicScalingSpec)
                ? "private const int Positions = 1 << 28;  // dynamic scaling reaches as far as memory does"
                : $"private const int Positions = {CSharp.Literal(architecture.Positions)};",
            .. ScoringText.Constants(architecture),
            .. RopeText.Constants(architecture),
            Number("NormEpsilon", architecture.Layers[0].Norm.Epsilon),
            .. QueryKeyNormText.Constants(architecture),
            embedding.Norm is { } norm && EmbeddingEpsilon(architecture) != "NormEpsilon" ? Number("EmbeddingNormEpsilon", norm.Epsilon) : null,
            architecture.FinalNorm is { } last && FinalEpsilon(architecture) != "NormEpsilon" ? Number("FinalNormEpsilon", last.Epsilon) : null,
            embedding.Scale == 1 ? null : Scale("EmbeddingScale", embedding.Scale),
            architecture.Layers[0].ResidualMultiplier == 1 ? null : Number("ResidualMultiplier", architecture.Layers[0].ResidualMultiplier),
            head.Multiplier == 1 ? null : Number("LogitMultiplier", head.Multiplier),
            head.Softcap is { } cap ? Number("LogitSoftcap", cap) : null,
            embedding.Dropout == 0 ? null : Number("EmbeddingDropout", embedding.Dropout),
            architecture.Layers[0].Dropout == 0 ? null : Number("ResidualDropout", architecture.Layers[0].Dropout),
            .. ScoringText.Tables(architecture),
            .. RopeText.Tables(architecture),
        ]);
    }

    /// <summary>The constant that holds the epsilon of the embedding's norm.</summary>
    public static string EmbeddingEpsilon(Architecture architecture) =>
        architecture.Embedding.Norm?.Epsilon == architecture.Layers[0].Norm.Epsilon ? "NormEpsilon" : "EmbeddingNormEpsilon";

    /// <summary>The constant that holds the epsilon of the final norm.</summary>
    public static string FinalEpsilon(Architecture architecture) =>
        architecture.FinalNorm?.Epsilon == architecture.Layers[0].Norm.Epsilon ? "NormEpsilon" : "FinalNormEpsilon";

    /// <summary>A size, with the letter that shapes have for it.</summary>
    public static string Size(string name, int value, string comment) =>
        CSharp.Commented($"private const int {name} = {CSharp.Literal(value)};", 40, "// " + comment);

    /// <summary>A number.</summary>
    public static string Number(string name, double value) => $"private const double {name} = {CSharp.Literal(value)};";

    /// <summary>A scale, with the root of a size that it is where it is one.</summary>
    public static string Scale(string name, double value) => Root(value) is { } root ? CSharp.Commented(Number(name, value), 40, "// " + root) : Number(name, value);

    private static string? Root(double value)
    {
        var (square, inverse) = (Math.Round(value * value), Math.Round(1 / (value * value)));
        return value == Math.Round(value) ? null
            : Math.Sqrt(square) == value ? $"root({CSharp.Prose((long)square)})"
            : 1 / Math.Sqrt(inverse) == value ? $"1 / root({CSharp.Prose((long)inverse)})"
            : null;
    }
}
