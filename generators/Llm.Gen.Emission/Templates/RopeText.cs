using System.Diagnostics;
using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>The emitted lines about rotary positions: one table where all layers rotate alike, a list of them where they do not, none where nothing is rotated.</summary>
internal static class RopeText
{
    /// <summary>The kinds of rotary positions, in the order of the first layer that has each.</summary>
    public static IReadOnlyList<RopeSpec> Kinds(Architecture architecture) => [.. architecture.Layers.Select(layer => layer.Position).OfType<RopeSpec>().Distinct()];

    /// <summary>Whether some layers rotate otherwise than others, or not at all.</summary>
    public static bool Differs(Architecture architecture) =>
        Kinds(architecture) is { Count: > 0 } kinds && architecture.Layers.Any(layer => layer.Position != kinds[0]);

    /// <summary>The constants.</summary>
    public static IEnumerable<string> Constants(Architecture architecture)
    {
        var kinds = Kinds(architecture);
        if (SharedColumns(architecture) is { } columns)
            yield return ModelConstants.Size("RotarySize", columns, "R   columns of a head that are rotated");
        if (kinds.Count > 0 && kinds.All(rope => rope.Theta == kinds[0].Theta))
            yield return $"private const double RopeTheta = {CSharp.Literal(kinds[0].Theta)};";
    }

    /// <summary>The per-layer constants.</summary>
    public static IEnumerable<string> Tables(Architecture architecture)
    {
        if (!Differs(architecture))
            yield break;
        var kinds = Kinds(architecture).ToList();
        var places = architecture.Layers.Select(layer => layer.Position is RopeSpec rope ? CSharp.Literal(kinds.IndexOf(rope)) : "null");
        yield return $"private static readonly int?[] RopeOfLayer = [{string.Join(", ", places)}];{(kinds.Count == 1 ? "  // null: the layer has no positions" : "")}";
    }

    /// <summary>The decoder's member, or null.</summary>
    public static string? Field(Architecture architecture)
    {
        var kinds = Kinds(architecture);
        if (kinds.Count == 0)
            return null;
        if (!Differs(architecture))
            return $"private readonly Rope _rope = new({Arguments(architecture, kinds[0])});";

        var ropes = kinds.Select(rope => $"new Rope({Arguments(architecture, rope)})").ToList();
        return ropes.Count == 1
            ? $"private readonly RopeByLayer _ropes = new([{ropes[0]}], RopeOfLayer);"
            : $"private readonly RopeByLayer _ropes = new(\n[\n{string.Join("\n", ropes.Select(rope => $"    {rope},"))}\n], RopeOfLayer);";
    }

    /// <summary>The line of the decoder's forward that looks the rotations up, or null.</summary>
    public static string? Begin(Architecture architecture) =>
        Kinds(architecture).Count == 0 ? null : Differs(architecture) ? "pass.Rotations = _ropes.At(pass);" : "pass.Rotation = _rope.At(pass);";

    /// <summary>The line that registers the member, or null.</summary>
    public static string? Keep(Architecture architecture) => Kinds(architecture).Count switch
    {
        0 => null,
        _ when Differs(architecture) => CSharp.Commented("Keep(_ropes);", 76, "// their tables follow the weights' device"),
        _ => CSharp.Commented("Keep(_rope);", 76, "// its table follows the weights' device"),
    };

    /// <summary>What a layer's attention rotates by.</summary>
    public static string OfLayer(Architecture architecture) =>
        Kinds(architecture).Count == 0 ? "rotation: null" : Differs(architecture) ? "pass.Rotations[layer]" : "pass.Rotation";

    /// <summary>The layers' positions in prose: "rotary positions"; nothing where the embeddings have them.</summary>
    public static IEnumerable<string> Title(Architecture architecture) => architecture.Layers[0].Position switch
    {
        _ when Kinds(architecture).Count > 0 && architecture.Layers.Any(layer => layer.Position is not RopeSpec) => ["rotary positions (arXiv:2104.09864) in some layers"],
        RopeSpec => ["rotary positions (arXiv:2104.09864)"],
        AlibiSpec => ["ALiBi (arXiv:2108.12409)"],
        T5BiasSpec => ["T5's bias for each distance (arXiv:1910.10683)"],
        ShawSpec => ["keys for each distance (arXiv:1803.02155)"],
        OwnPositionSpec own => [own.Component.Name],
        NoPositionSpec when architecture.Embedding.Positions is not null => [],
        NoPositionSpec => ["no positions (arXiv:2305.19466)"],
        _ => throw new UnreachableException(),
    };

    /// <summary>What is rotated of queries and keys, as the beginning of a comment; empty where nothing is.</summary>
    public static string Rotated(Architecture architecture)
    {
        var kinds = Kinds(architecture);
        if (kinds.Count == 0)
            return "";
        var what = kinds.All(rope => rope.Columns is null) ? "q and k rotated" : $"the first {(SharedColumns(architecture) is null ? "" : "R ")}columns of q and k rotated";
        return architecture.Layers.All(layer => layer.Position is RopeSpec) ? what + ", " : what + " in some layers, ";
    }

    /// <summary>How many columns all ropes rotate, where that is not the whole head; null where they differ.</summary>
    private static int? SharedColumns(Architecture architecture) =>
        Kinds(architecture).Select(rope => rope.Columns).Distinct().ToList() is [{ } columns] ? columns : null;

    private static string Arguments(Architecture architecture, RopeSpec rope)
    {
        var isOneTheta = Kinds(architecture).All(kind => kind.Theta == rope.Theta);
        var isRotarySize = SharedColumns(architecture) is not null || architecture.Layers[0].Attention is LatentAttentionSpec;
        var columns = isRotarySize ? "RotarySize" : rope.Columns is { } some ? CSharp.Literal(some) : "HeadSize";
        var arguments = $"{columns}, {(isOneTheta ? "RopeTheta" : CSharp.Literal(rope.Theta))}, Positions";
        if (rope.Scaling is { } scaling)
            arguments += $", {RopeScalingText.Print(scaling, architecture.Positions)}";
        return rope.IsInterleaved ? arguments + ", interleaved: true" : arguments;
    }
}
