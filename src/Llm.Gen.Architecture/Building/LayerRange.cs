namespace Llm.Gen.Architectures;

/// <summary>Which layers a part is for: layer i when From &lt;= i &lt; To, (i - From) % Every == 0, and i is not in Except. The default is all.</summary>
public sealed record LayerRange
{
    /// <summary>All layers.</summary>
    public static LayerRange All { get; } = new();

    /// <summary>The first layer, counted from 0. Default: 0.</summary>
    public int From { get; init; }

    /// <summary>The layer before which it ends; null: after the last. Default: null.</summary>
    public int? To { get; init; }

    /// <summary>Every how many layers, from the first on. Default: 1.</summary>
    public int Every { get; init; } = 1;

    /// <summary>Layers that are left out. Default: none.</summary>
    public EquatableArray<int> Except { get; init; }

    /// <summary>Whether a layer is one of them.</summary>
    public bool Holds(int layer) => layer >= From && layer < (To ?? int.MaxValue) && (layer - From) % Math.Max(1, Every) == 0 && !Except.Contains(layer);

    /// <summary>What is wrong with it in a model of a number of layers; null where nothing is.</summary>
    public ArchitectureError? Check(int layers)
    {
        if (From < 0 || From >= layers || To <= From || To > layers)
            return Wrong($"From {From} to {(To is { } to ? to : layers)} are no layers of {layers}", $"expected layers from 0 to {layers}, the first before the last");
        if (Every < 1)
            return Wrong($"Every {Every} is no step", "expected 1 or more");
        return Except.Any(layer => layer < 0 || layer >= layers) ? Wrong($"Except names layers that a model of {layers} lacks", $"expected layers from 0 to {layers - 1}") : null;
    }

    private static ArchitectureError Wrong(string found, string expected) => new("LLMG031", ArchitectureMember.LayerRange, found, expected, "correct it");
}
