using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>The emitted class Attention of a multi-head latent attention.</summary>
internal static class LatentAttentionClass
{
    private const int Column = 76;              // of comments, inside a method

    public const string Title = "multi-head latent attention";

    /// <summary>The constants, a line each.</summary>
    public static IEnumerable<string> Constants(LatentAttentionSpec attention)
    {
        yield return ModelConstants.Size("Heads", attention.Heads, "H   heads");
        if (attention.QueryRank is { } rank)
            yield return ModelConstants.Size("QueryRank", rank, "Q   the latent that queries are read from");
        yield return ModelConstants.Size("KvRank", attention.KeyValueRank, "C   the latent that keys and values are read from");
        yield return ModelConstants.Size("PlainSize", attention.PlainSize, "N   columns of a query or key that are not rotated");
        yield return ModelConstants.Size("RotarySize", attention.RotarySize, "R   columns that are rotated; the heads share the key's");
        yield return ModelConstants.Size("ValueSize", attention.ValueSize, "W   columns of a value");
        if (attention.Scale is { } scale)
            yield return ModelConstants.Scale("AttentionScale", scale);
        if (attention.Dropout != 0)
            yield return ModelConstants.Number("AttentionDropout", attention.Dropout);
    }

    public static string Print(Architecture architecture, LatentAttentionSpec attention, WeightNames names) =>
        $$"""
        /// <summary>Multi-head latent attention (arXiv:2405.04434): {{CSharp.Prose(attention.Heads, "head")}} read keys and values from one latent; the cache keeps that and the rotary key that they share.</summary>
        public sealed class Attention(int layer, Placement place) : Block(nameof(Attention))
        {
        {{CSharp.Indent(CSharp.Blocks(Members(architecture, attention)), 1)}}

            /// <summary>[B, T, D] to [B, T, D]; each token reads those before it and itself.</summary>
            public override Tensor forward(Tensor x, Pass pass)
            {
        {{CSharp.Indent(CSharp.Lines(Forward(architecture, attention)), 2)}}
            }

            /// <inheritdoc/>
            protected override void Register()
            {
        {{CSharp.Indent(CSharp.Lines(Registrations(attention, names)), 2)}}
            }
        }
        """;

    private static IEnumerable<string?> Members(Architecture architecture, LatentAttentionSpec attention)
    {
        var bias = attention.HasBias ? ", bias: true" : "";
        yield return CSharp.Lines(["private static readonly LatentLayout Layout = new(Heads, KvRank, PlainSize, RotarySize, ValueSize);", ScoringText.Field(architecture)]);
        if (attention.QueryRank is null)
        {
            yield return Projection("Queries, [H (N + R), D].", "Query", "HiddenSize, Heads * (PlainSize + RotarySize), place");
        }
        else
        {
            yield return Projection("The latent of queries, [Q, D].", "QueryDown", $"HiddenSize, QueryRank, place{bias}");
            yield return Norm(architecture, attention, "The norm of that latent, [Q].", "QueryDownNorm", "QueryRank");
            yield return Projection("Queries of that latent, [H (N + R), Q].", "QueryUp", "QueryRank, Heads * (PlainSize + RotarySize), place");
        }

        yield return Projection("The latent of keys and values, and the rotary key, [C + R, D].", "KeyValueDown", $"HiddenSize, KvRank + RotarySize, place{bias}");
        yield return Norm(architecture, attention, "The norm of that latent, [C].", "KeyValueDownNorm", "KvRank");
        yield return Projection("Keys and values of that latent, [H (N + W), C].", "KeyValueUp", "KvRank, Heads * (PlainSize + ValueSize), place");
        yield return Projection("What was read, back to the residual stream, [D, H W].", "Output", $"Heads * ValueSize, HiddenSize, place{bias}");
    }

    private static IEnumerable<string?> Forward(Architecture architecture, LatentAttentionSpec attention)
    {
        yield return attention.QueryRank is null
            ? CSharp.Commented("var queries = Query.call(x);", Column, "// [B, T, H (N + R)]")
            : CSharp.Commented("var queries = QueryUp.call(QueryDownNorm.call(QueryDown.call(x)));", Column, "// [B, T, H (N + R)]");
        yield return CSharp.Commented("var down = KeyValueDown.call(x);", Column, "// [B, T, C + R]");
        yield return CSharp.Commented("var latent = KeyValueDownNorm.call(down.narrow(-1, 0, KvRank));", Column, "// [B, T, C]");
        yield return CSharp.Commented("var rotaryKey = down.narrow(-1, KvRank, RotarySize);", Column, "// [B, T, R]");
        yield return CSharp.Commented($"var y = Attend.Latent(queries, latent, rotaryKey, KeyValueUp, Layout, {RopeText.OfLayer(architecture)}, pass.At(layer){ScoringText.Argument(architecture)});", Column, "// [B, T, H W]");
        yield return CSharp.Commented("return Output.call(y);", Column, "// [B, T, D]");
    }

    private static IEnumerable<string?> Registrations(LatentAttentionSpec attention, WeightNames names)
    {
        if (attention.QueryRank is null)
        {
            yield return RegistrationText.Print(names.Query, "Query");
        }
        else
        {
            yield return RegistrationText.Print(names.QueryDown, "QueryDown");
            yield return RegistrationText.Print(names.QueryDownNorm, "QueryDownNorm");
            yield return RegistrationText.Print(names.QueryUp, "QueryUp");
        }

        yield return RegistrationText.Print(names.KeyValueDown, "KeyValueDown");
        yield return RegistrationText.Print(names.KeyValueDownNorm, "KeyValueDownNorm");
        yield return RegistrationText.Print(names.KeyValueUp, "KeyValueUp");
        yield return RegistrationText.Print(names.Output, "Output");
    }

    private static string Projection(string summary, string name, string arguments) =>
        $$"""
        /// <summary>{{summary}}</summary>
        public Projection {{name}} { get; } = new({{arguments}});
        """;

    private static string Norm(Architecture architecture, LatentAttentionSpec attention, string summary, string name, string size) =>
        $$"""
        /// <summary>{{summary}}</summary>
        public {{NormText.TypeOf(attention.Norm)}} {{name}} { get; } = {{NormText.New(attention.Norm, size, attention.Norm.Epsilon == architecture.Layers[0].Norm.Epsilon ? "NormEpsilon" : CSharp.Literal(attention.Norm.Epsilon))}};
        """;
}
