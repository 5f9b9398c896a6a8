using System.Diagnostics;
using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>The emitted class Attention: heads over one packed projection.</summary>
internal static class AttentionClass
{
    private const int Column = 76;              // of comments, inside a method

    public static HeadSharing KindOf(HeadAttentionSpec attention) => KindOf(attention.Heads, attention.KeyValueHeads);

    /// <summary>The constant that counts key and value heads; 1 where there is one latent.</summary>
    public static string KeyValueHeads(AttentionSpec attention) => attention switch
    {
        HeadAttentionSpec heads => Counted(heads.Heads, heads.KeyValueHeads),
        OwnAttentionSpec own => Counted(own.Heads, own.KeyValueHeads),
        _ => "1",
    };

    public static string Title(AttentionSpec attention) => attention switch
    {
        LatentAttentionSpec => LatentAttentionClass.Title,
        OwnAttentionSpec own => own.Component.Name,
        HeadAttentionSpec heads => KindOf(heads) switch
        {
            HeadSharing.None => "multi-head attention",
            HeadSharing.Groups => "grouped-query attention",
            HeadSharing.All => "multi-query attention",
            _ => throw new UnreachableException(),
        },
        _ => throw new UnreachableException(),
    };

    /// <summary>The member of a layer that holds its attention.</summary>
    public static string Member(Architecture architecture)
    {
        var (type, arguments) = ("Attention", "index, place");
        if (architecture.Layers[0].Attention is OwnAttentionSpec own)
        {
            var dropout = own.Dropout == 0 ? "" : ", AttentionDropout";
            (type, arguments) = (own.Component.Name, $"new AttentionShape(HiddenSize, Heads, {KeyValueHeads(own)}, HeadSize, index{dropout}), place{OwnTypes.Arguments(own.Component)}");
        }

        return Member("The self-attention.", type, "Attention", $"{{ get; }} = new({arguments});");
    }

    /// <summary>The constants, a line each.</summary>
    public static IEnumerable<string> Constants(Architecture architecture) => architecture.Layers[0].Attention switch
    {
        HeadAttentionSpec heads => OfHeads(architecture, heads.KeyValueHeads, heads.HeadSize),
        OwnAttentionSpec own => OfHeads(architecture, own.KeyValueHeads, own.HeadSize),
        LatentAttentionSpec latent => LatentAttentionClass.Constants(latent),
        _ => throw new UnreachableException(),
    };

    /// <summary>What tells one family's attention from another's, in prose.</summary>
    public static IEnumerable<string> Traits(Architecture architecture)
    {
        var heads = architecture.Layers.Select(layer => layer.Attention).OfType<HeadAttentionSpec>().ToList();
        if (heads.Exists(one => one.Window is not null))
            yield return heads.Exists(one => one.Window is null) ? "windows in some layers" : "windows";
        if (heads.Exists(one => one.QueryKeyNorm is not null))
            yield return "normed queries and keys";
        if (heads.Exists(one => one.Softcap is not null))
            yield return "capped scores";
        if (heads.Exists(one => one.HasLearnedSinks))
            yield return "attention sinks";
        if (heads.Exists(one => one.Clip is not null))
            yield return "clipped queries, keys and values";
    }

    /// <summary>The class; empty where the library's user wrote it.</summary>
    public static string Print(Architecture architecture, WeightNames names) => architecture.Layers[0].Attention switch
    {
        HeadAttentionSpec heads => Print(architecture, heads, names),
        LatentAttentionSpec latent => LatentAttentionClass.Print(architecture, latent, names),
        OwnAttentionSpec => "",
        _ => throw new UnreachableException(),
    };

    private static string Counted(int heads, int keyValueHeads) => KindOf(heads, keyValueHeads) == HeadSharing.None ? "Heads" : "KvHeads";

    private static HeadSharing KindOf(int heads, int keyValueHeads) => keyValueHeads == heads ? HeadSharing.None : keyValueHeads == 1 ? HeadSharing.All : HeadSharing.Groups;

    private static IEnumerable<string> OfHeads(Architecture architecture, int keyValueHeads, int headSize)
    {
        var heads = architecture.Layers[0].Attention.Heads;
        var sharing = KindOf(heads, keyValueHeads);
        yield return ModelConstants.Size("Heads", heads, sharing == HeadSharing.None ? "H   heads, each with queries, keys and values" : "H   query heads");
        if (sharing == HeadSharing.All)
            yield return ModelConstants.Size("KvHeads", 1, "K   key and value heads, shared by all query heads");
        if (sharing == HeadSharing.Groups)
            yield return ModelConstants.Size("KvHeads", keyValueHeads, "K   key and value heads, each shared by H/K query heads");
        yield return ModelConstants.Size("HeadSize", headSize, heads * headSize == architecture.Hidden ? "E   D/H" : "E");
        foreach (var line in DistanceText.Constants(architecture))
            yield return line;
    }

    private static string Print(Architecture architecture, HeadAttentionSpec attention, WeightNames names) =>
        $$"""
        /// <summary>{{Summary(attention)}}</summary>
        public sealed class Attention(int layer, Placement place) : Block(nameof(Attention))
        {
        {{CSharp.Indent(CSharp.Blocks(Members(architecture, attention, names)), 1)}}

            /// <summary>[B, T, D] to [B, T, D]; {{ScoringText.Seen(architecture)}}.</summary>
            public override Tensor forward(Tensor x, Pass pass)
            {
        {{CSharp.Indent(CSharp.Lines(Forward(architecture, attention, names)), 2)}}
            }

            /// <inheritdoc/>
            protected override void Register()
            {
        {{CSharp.Indent(CSharp.Lines(Registrations(architecture, attention, names)), 2)}}
            }
        }
        """;

    private static IEnumerable<string?> Members(Architecture architecture, HeadAttentionSpec attention, WeightNames names)
    {
        var (kvHeads, k) = (KeyValueHeads(attention), KindOf(attention) == HeadSharing.None ? "H" : "K");
        var bias = Bias(attention);
        var (scoring, isOfLayer) = (ScoringText.Field(architecture), ScoringText.Differs(architecture));
        yield return CSharp.Lines([$"private static readonly HeadLayout Layout = new(Heads, {kvHeads}, HeadSize);", isOfLayer ? null : scoring]);
        yield return CSharp.Lines(
        [
            isOfLayer ? scoring : null,
            attention.HasLearnedSinks ? "private readonly OwnParameter _sinks = new(place, Heads);" : null,
            names.QueryKeyValue is null ? $"private readonly ProjectionGroup _qkv = new(HiddenSize, [Heads * HeadSize, {kvHeads} * HeadSize, {kvHeads} * HeadSize], place{bias});" : null,
        ]);
        if (names.QueryKeyValue is not null)
        {
            yield return Member($"Queries, keys and values, in one matrix, [{Columns(attention)}, D].", "Projection", "QueryKeyValue",
                $"{{ get; }} = new(HiddenSize, {Rows(attention)}, place{bias});");
        }

        var (query, key, value) = names.QueryKeyValue is null
            ? ("_qkv[0]", "_qkv[1]", "_qkv[2]")
            : ("QueryKeyValue.Rows(0, Heads * HeadSize)", $"QueryKeyValue.Rows(Heads * HeadSize, {kvHeads} * HeadSize)", $"QueryKeyValue.Rows({(k == "H" ? "2 * Heads" : "(Heads + KvHeads)")} * HeadSize, {kvHeads} * HeadSize)");
        var type = names.QueryKeyValue is null ? "Projection" : "ProjectionRows";
        yield return Member("Queries, [H E, D].", type, "Query", $"=> {query};");
        yield return Member($"Keys, [{k} E, D].", type, "Key", $"=> {key};");
        yield return Member($"Values, [{k} E, D].", type, "Value", $"=> {value};");
        foreach (var member in QueryKeyNormText.Members(architecture, kvHeads, k, names).Concat(DistanceText.AttentionMembers(architecture)))
            yield return member;
        if (architecture.Layers[0].Position is OwnPositionSpec { Component: var position })
        {
            yield return Member("How queries and keys know where they stand.", position.Name, "Position",
                $"{{ get; }} = new(new PositionShape(Heads, {kvHeads}, HeadSize, Positions, layer), place{OwnTypes.Arguments(position)});");
        }

        if (attention.HasLearnedSinks)
            yield return Member("Attention sinks (arXiv:2309.17453): a learnt logit for each head, [H], that takes its share of the softmax and brings no value.", "Parameter", "Sinks", "=> _sinks.Value;");
        yield return Member("What was read, back to the residual stream, [D, H E].", "Projection", "Output",
            $"{{ get; }} = new(Heads * HeadSize, HiddenSize, place{(attention.Bias.HasFlag(AttentionBias.Output) ? ", bias: true" : "")});");
    }

    private static IEnumerable<string?> Forward(Architecture architecture, HeadAttentionSpec attention, WeightNames names)
    {
        var clip = attention.Clip is null ? "" : ".clamp(-AttentionClip, AttentionClip)";
        yield return names.QueryKeyValue is null
            ? CSharp.Commented($"var qkv = _qkv.Project(x){clip};", Column, $"// [B, T, {Columns(attention)}], one matmul for the three")
            : CSharp.Commented($"var qkv = QueryKeyValue.call(x){clip};", Column, $"// [B, T, {Columns(attention)}]");
        var norm = QueryKeyNormText.Call(architecture) is { } call ? CSharp.Commented(call, Column, $"// [B, T, {Columns(attention)}]") : null;
        var isAfter = QueryKeyNormText.IsAfterRotation(architecture);
        if (!isAfter)
            yield return norm;
        if (architecture.Layers[0].Position is OwnPositionSpec)
            yield return CSharp.Commented("qkv = Position.call(qkv, pass);", Column, $"// [B, T, {Columns(attention)}], q and k changed by where they stand");
        else if (isAfter && RopeText.Kinds(architecture).Count > 0)
            yield return CSharp.Commented($"qkv = Attend.Turn(qkv, Layout, {RopeText.OfLayer(architecture)});", Column, $"// [B, T, {Columns(attention)}], {RopeText.Rotated(architecture)}then normed");
        if (isAfter)
            yield return norm;
        var rotation = isAfter ? "rotation: null" : RopeText.OfLayer(architecture);
        var arguments = ScoringText.Argument(architecture) + (attention.HasLearnedSinks ? ", sinks: Sinks" : "") + DistanceText.Argument(architecture);
        yield return CSharp.Commented($"var y = Attend.Causal(qkv, Layout, {rotation}, pass.At(layer){arguments});", Column,
            $"// [B, T, H E], {(isAfter ? "" : RopeText.Rotated(architecture))}over S keys");
        yield return CSharp.Commented("return Output.call(y);", Column, "// [B, T, D]");
    }

    private static IEnumerable<string?> Registrations(Architecture architecture, HeadAttentionSpec attention, WeightNames names)
    {
        if (names.QueryKeyValue is { } stored)
        {
            yield return RegistrationText.Print(stored, "QueryKeyValue");
        }
        else
        {
            yield return RegistrationText.Print(names.Query, "Query");
            yield return RegistrationText.Print(names.Key, "Key");
            yield return RegistrationText.Print(names.Value, "Value");
        }

        foreach (var registration in QueryKeyNormText.Registrations(architecture, names).Concat(DistanceText.AttentionRegistrations(architecture, names)))
            yield return registration;
        if (architecture.Layers[0].Position is OwnPositionSpec)
            yield return RegistrationText.Print(names.Position, "Position");
        if (attention.HasLearnedSinks)
            yield return $"Own(\"{names.Sinks}\", _sinks);";
        yield return RegistrationText.Print(names.Output, "Output");
        if (names.QueryKeyValue is null)
            yield return CSharp.Commented("Keep(_qkv);", Column, "// packed again when torch moves its matrices");
    }

    /// <summary>The argument that gives queries, keys and values a bias; empty where none has one.</summary>
    private static string Bias(HeadAttentionSpec attention)
    {
        bool[] has = [attention.Bias.HasFlag(AttentionBias.Query), attention.Bias.HasFlag(AttentionBias.Key), attention.Bias.HasFlag(AttentionBias.Value)];
        return has.Distinct().Count() > 1 ? $", [{string.Join(", ", has.Select(one => one ? "true" : "false"))}]" : has[0] ? ", bias: true" : "";
    }

    private static string Columns(HeadAttentionSpec attention) => KindOf(attention) == HeadSharing.None ? "3 H E" : "(H + 2K) E";

    private static string Rows(HeadAttentionSpec attention) => KindOf(attention) == HeadSharing.None ? "3 * Heads * HeadSize" : "(Heads + 2 * KvHeads) * HeadSize";

    private static string Member(string summary, string type, string name, string body) =>
        $$"""
        /// <summary>{{summary}}</summary>
        public {{type}} {{name}} {{body}}
        """;

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
