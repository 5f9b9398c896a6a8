using System.Diagnostics;
using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>The emitted class Attention: heads over one packed projection.</summary>
internal static class AttentionClass
{
    public static HeadSharing KindOf(HeadAttentionSpec attention) =>
        attention.KeyValueHeads == attention.Heads ? HeadSharing.None : attention.KeyValueHeads == 1 ? HeadSharing.All : HeadSharing.Groups;

    /// <summary>The constant that counts key and value heads.</summary>
    public static string KeyValueHeads(HeadAttentionSpec attention) => KindOf(attention) == HeadSharing.None ? "Heads" : "KvHeads";

    public static string Title(HeadAttentionSpec attention) => KindOf(attention) switch
    {
        HeadSharing.None => "multi-head attention",
        HeadSharing.Groups => "grouped-query attention",
        HeadSharing.All => "multi-query attention",
        _ => throw new UnreachableException(),
    };

    /// <summary>The constants, a line each.</summary>
    public static IEnumerable<string> Constants(Architecture architecture)
    {
        var attention = (HeadAttentionSpec)architecture.Layers[0].Attention;
        var sharing = KindOf(attention);
        yield return ModelConstants.Size("Heads", attention.Heads, sharing == HeadSharing.None ? "H   heads, each with queries, keys and values" : "H   query heads");
        if (sharing == HeadSharing.All)
            yield return ModelConstants.Size("KvHeads", 1, "K   key and value heads, shared by all query heads");
        if (sharing == HeadSharing.Groups)
            yield return ModelConstants.Size("KvHeads", attention.KeyValueHeads, "K   key and value heads, each shared by H/K query heads");
        yield return ModelConstants.Size("HeadSize", attention.HeadSize, attention.Heads * attention.HeadSize == architecture.Hidden ? "E   D/H" : "E");
    }

    public static string Print(Architecture architecture, HeadAttentionSpec attention, WeightNames names)
    {
        var kvHeads = KeyValueHeads(attention);
        var (k, columns) = KindOf(attention) == HeadSharing.None ? ("H", "3 H E") : ("K", "(H + 2K) E");
        var groupBias = attention.Bias.HasFlag(AttentionBias.Query) ? ", bias: true" : "";
        var outputBias = attention.Bias.HasFlag(AttentionBias.Output) ? ", bias: true" : "";
        var scoring = ScoringText.Field(architecture) is { } field ? $"    {field}\n" : "";
        var statics = ScoringText.Differs(architecture) ? ("", scoring) : (scoring, "");
        var call = $"        var y = Attend.Causal(qkv, Layout, {RopeText.OfLayer(architecture)}, pass.At(layer){ScoringText.Argument(architecture)});";
        return $$"""
            /// <summary>{{Summary(attention)}}</summary>
            public sealed class Attention(int layer, Placement place) : Block(nameof(Attention))
            {
                private static readonly HeadLayout Layout = new(Heads, {{kvHeads}}, HeadSize);
            {{statics.Item1}}
            {{statics.Item2}}    private readonly ProjectionGroup _qkv = new(HiddenSize, [Heads * HeadSize, {{kvHeads}} * HeadSize, {{kvHeads}} * HeadSize], place{{groupBias}});

                /// <summary>Queries, [H E, D].</summary>
                public Projection Query => _qkv[0];

                /// <summary>Keys, [{{k}} E, D].</summary>
                public Projection Key => _qkv[1];

                /// <summary>Values, [{{k}} E, D].</summary>
                public Projection Value => _qkv[2];

                /// <summary>What was read, back to the residual stream, [D, H E].</summary>
                public Projection Output { get; } = new(Heads * HeadSize, HiddenSize, place{{outputBias}});

                /// <summary>[B, T, D] to [B, T, D]; each token reads those before it and itself.</summary>
                public override Tensor forward(Tensor x, Pass pass)
                {
            {{CSharp.Commented("        var qkv = _qkv.Project(x);", 84, $"// [B, T, {columns}], one matmul for the three")}}
            {{CSharp.Commented(call, 84, $"// [B, T, H E], {(RopeText.Kinds(architecture).Count > 0 ? "q and k rotated, " : "")}over S keys")}}
                    return Output.call(y);                                                      // [B, T, D]
                }

                /// <inheritdoc/>
                protected override void Register()
                {
                    {{RegistrationText.Print(names.Query, "Query")}}
                    {{RegistrationText.Print(names.Key, "Key")}}
                    {{RegistrationText.Print(names.Value, "Value")}}
                    {{RegistrationText.Print(names.Output, "Output")}}
                    Keep(_qkv);                                                                 // torch moves each matrix by itself: packs again
                }
            }
            """;
    }

    private static string Summary(HeadAttentionSpec attention)
    {
        var (heads, kvHeads) = (CSharp.Prose(attention.Heads), CSharp.Prose(attention.KeyValueHeads));
        return KindOf(attention) switch
        {
            HeadSharing.None => $"Multi-head attention (arXiv:1706.03762): {CSharp.Prose(attention.Heads, "head")}, each with queries, keys and values of its own.",
            HeadSharing.Groups => $"Grouped-query attention (arXiv:2305.13245): {heads} query heads read {kvHeads} key and value heads, {CSharp.Prose(attention.Heads / attention.KeyValueHeads)} to 1.",
            HeadSharing.All => $"Multi-query attention (arXiv:1911.02150): {heads} query heads read one key and value head.",
            _ => throw new UnreachableException(),
        };
    }
}
