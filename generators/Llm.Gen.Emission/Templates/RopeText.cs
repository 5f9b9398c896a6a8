using System.Diagnostics;
using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>The emitted lines about rotary positions: one table where all layers turn alike, a list of them where they do not, none where nothing turns.</summary>
internal static class RopeText
{
    /// <summary>The kinds of rotary positions, in the order of the first layer that has each.</summary>
    public static IReadOnlyList<RopeSpec> Kinds(Architecture architecture) => [.. architecture.Layers.Select(layer => layer.Position).OfType<RopeSpec>().Distinct()];

    /// <summary>Whether some layers turn otherwise than others, or not at all.</summary>
    public static bool Differs(Architecture architecture) =>
        Kinds(architecture) is { Count: > 0 } kinds && architecture.Layers.Any(layer => layer.Position != kinds[0]);

    /// <summary>The constants.</summary>
    public static IEnumerable<string> Constants(Architecture architecture)
    {
        var kinds = Kinds(architecture);
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
        yield return $"private static readonly int?[] Turns = [{string.Join(", ", places)}];{(kinds.Count == 1 ? "" : "  // which of the decoder's ropes turns a layer")}";
    }

    /// <summary>The decoder's member, or null.</summary>
    public static string? Field(Architecture architecture)
    {
        var kinds = Kinds(architecture);
        if (kinds.Count == 0)
            return null;
        if (!Differs(architecture))
            return $"private readonly Rope _rope = new({Arguments(architecture, kinds[0])});";

        var ropes = kinds.Select(rope => $"    new Rope({Arguments(architecture, rope)}),");
        return $"private readonly RopeByLayer _ropes = new(\n[\n{string.Join("\n", ropes)}\n], Turns);";
    }

    /// <summary>The line of the decoder's forward that looks the turns up, or null.</summary>
    public static string? Begin(Architecture architecture) =>
        Kinds(architecture).Count == 0 ? null : Differs(architecture) ? "pass.Rotations = _ropes.At(pass);" : "pass.Rotation = _rope.At(pass);";

    /// <summary>The line that registers the member, or null.</summary>
    public static string? Keep(Architecture architecture) => Kinds(architecture).Count switch
    {
        0 => null,
        _ when Differs(architecture) => CSharp.Commented("Keep(_ropes);", 76, "// their tables follow the weights' device"),
        _ => CSharp.Commented("Keep(_rope);", 76, "// its table follows the weights' device"),
    };

    /// <summary>What a layer's attention turns by.</summary>
    public static string OfLayer(Architecture architecture) =>
        Kinds(architecture).Count == 0 ? "rotation: null" : Differs(architecture) ? "pass.Rotations[layer]" : "pass.Rotation";

    /// <summary>The layers' positions in prose: "rotary positions".</summary>
    public static string Title(Architecture architecture) => architecture.Layers[0].Position switch
    {
        _ when Kinds(architecture).Count > 0 && architecture.Layers.Any(layer => layer.Position is not RopeSpec) => "rotary positions in some layers",
        RopeSpec => "rotary positions",
        AlibiSpec => "scores that fall with the distance",
        T5BiasSpec => "a bias for each distance",
        ShawSpec => "keys for each distance",
        NoPositionSpec => "no positions of its own",
        _ => throw new UnreachableException(),
    };

    private static string Arguments(Architecture architecture, RopeSpec rope)
    {
        var isOneTheta = Kinds(architecture).All(kind => kind.Theta == rope.Theta);
        var columns = rope.Columns is { } some ? CSharp.Literal(some) : architecture.Layers[0].Attention is LatentAttentionSpec ? "RotarySize" : "HeadSize";
        var arguments = $"{columns}, {(isOneTheta ? "RopeTheta" : CSharp.Literal(rope.Theta))}, Positions";
        if (rope.Scaling is { } scaling)
            arguments += $", {RopeScalingText.Print(scaling, architecture.Positions)}";
        return rope.IsInterleaved ? arguments + ", interleaved: true" : arguments;
    }
}
