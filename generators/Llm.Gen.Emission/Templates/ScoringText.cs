using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>The emitted lines about how scores are made, and which keys a query sees; nothing where both are as in the first paper.</summary>
internal static class ScoringText
{
    /// <summary>Whether layers differ in what they see, or in how they scale.</summary>
    public static bool Differs(Architecture architecture) => WindowsDiffer(architecture) || SinksDiffer(architecture) || ScalesDiffer(architecture);

    /// <summary>The constants.</summary>
    public static IEnumerable<string> Constants(Architecture architecture)
    {
        if (architecture.Layers[0].Attention is OwnAttentionSpec { Dropout: not 0 and var dropout })
            yield return $"private const double AttentionDropout = {CSharp.Literal(dropout)};";
        if (architecture.Layers[0].Attention is not HeadAttentionSpec attention)
            yield break;
        if (!WindowsDiffer(architecture) && attention.Window is { } window)
            yield return Line($"private const int Window = {CSharp.Literal(window)};", "tokens that a query sees, its own the last (arXiv:2004.05150)");
        if (!SinksDiffer(architecture) && Sinks(architecture) is > 0 and var sinks)
            yield return Line($"private const int SinkTokens = {CSharp.Literal(sinks)};", "tokens at the start that stay in sight");
        if (!ScalesDiffer(architecture) && attention.Scale is { } scale)
            yield return ModelConstants.Scale("AttentionScale", scale);
        if (attention.Softcap is { } cap)
            yield return Line($"private const double AttentionSoftcap = {CSharp.Literal(cap)};", "c of c tanh(score / c) (arXiv:2408.00118)");
        if (attention.Clip is { } clip)
            yield return Line($"private const double AttentionClip = {CSharp.Literal(clip)};", "queries, keys and values are at most so far from 0");
        if (attention.Dropout != 0)
            yield return $"private const double AttentionDropout = {CSharp.Literal(attention.Dropout)};";
    }

    /// <summary>The per-layer constants.</summary>
    public static IEnumerable<string> Tables(Architecture architecture)
    {
        if (WindowsDiffer(architecture))
            yield return $"private static readonly int?[] Windows = [{string.Join(", ", Windows(architecture).Select(window => window is { } n ? CSharp.Literal(n) : "null"))}];  // tokens that a query sees, its own the last (arXiv:2004.05150); null: all";
        if (SinksDiffer(architecture))
            yield return $"private static readonly int[] SinkTokensOfLayer = [{string.Join(", ", architecture.Layers.Select(layer => CSharp.Literal(SinksOf(layer) ?? 0)))}];";
        if (ScalesDiffer(architecture))
            yield return $"private static readonly double?[] AttentionScales = [{string.Join(", ", Scales(architecture).Select(scale => scale is { } n ? CSharp.Literal(n) : "null"))}];";
    }

    /// <summary>The attention's member that holds it, or null.</summary>
    public static string? Field(Architecture architecture)
    {
        var settings = string.Join(", ", Settings(architecture));
        if (settings.Length == 0)
            return null;
        return Differs(architecture)
            ? $"private readonly Scoring _scoring = new() {{ {settings} }};"
            : $"private static readonly Scoring Scores = new() {{ {settings} }};";
    }

    /// <summary>What a token reads, as the end of a sentence.</summary>
    public static string Seen(Architecture architecture) => Windows(architecture).Distinct().ToList() switch
    {
        [null] => "each token reads those before it and itself",
        [_] => "each token reads itself and the Window - 1 before it",
        _ => "each token reads itself and those before it, as far as its layer's window",
    };

    /// <summary>The argument of the call that passes it: empty, or with a comma before.</summary>
    public static string Argument(Architecture architecture) => Field(architecture) is null ? "" : Differs(architecture) ? ", _scoring" : ", Scores";

    private static IEnumerable<string> Settings(Architecture architecture)
    {
        var layer = architecture.Layers[0];
        if (ScalesDiffer(architecture))
            yield return "Scale = AttentionScales[layer]";
        else if (layer.Attention.Scale is not null)
            yield return "Scale = AttentionScale";
        if (layer.Attention is HeadAttentionSpec { Softcap: not null })
            yield return "Softcap = AttentionSoftcap";
        if (WindowsDiffer(architecture))
            yield return "Window = Windows[layer]";
        else if (layer.Attention is HeadAttentionSpec { Window: not null })
            yield return "Window = Window";
        if (SinksDiffer(architecture))
            yield return "SinkTokens = SinkTokensOfLayer[layer]";
        else if (Sinks(architecture) > 0)
            yield return "SinkTokens = SinkTokens";
        if (layer.Attention.Dropout != 0)
            yield return "DropoutRate = AttentionDropout";
        if (layer.Position is AlibiSpec alibi)
            yield return alibi.Multiplier == 1 ? "Slopes = Alibi.Slopes(Heads)" : $"Slopes = Alibi.Slopes(Heads, {CSharp.Literal(alibi.Multiplier)})";
    }

    private static bool WindowsDiffer(Architecture architecture) => Windows(architecture).Distinct().Count() > 1;

    private static bool ScalesDiffer(Architecture architecture) => Scales(architecture).Distinct().Count() > 1;

    private static IEnumerable<double?> Scales(Architecture architecture) => architecture.Layers.Select(layer => layer.Attention.Scale);

    private static IEnumerable<int?> Windows(Architecture architecture) => architecture.Layers.Select(layer => (layer.Attention as HeadAttentionSpec)?.Window);

    private static bool SinksDiffer(Architecture architecture) => architecture.Layers.Select(SinksOf).Where(sinks => sinks is not null).Distinct().Count() > 1;

    private static int Sinks(Architecture architecture) => architecture.Layers.Max(layer => SinksOf(layer) ?? 0);

    /// <summary>How many tokens stay in sight of a layer's window; null where it has none.</summary>
    private static int? SinksOf(LayerSpec layer) => layer.Attention is HeadAttentionSpec { Window: not null, SinkTokens: var sinks } ? sinks : null;

    private static string Line(string code, string comment) => CSharp.Commented(code, 40, "// " + comment);
}
