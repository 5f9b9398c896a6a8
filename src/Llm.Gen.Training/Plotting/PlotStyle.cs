namespace Llm.Gen.Training.Plotting;

/// <summary>
/// What plots look like, on a light ground and on a dark one. The colours are those of Okabe and Ito (Color Universal Design, 2008), told apart with every kind of colour vision; for a dark
/// ground they are lighter. A ninth run has the first colour again.
/// </summary>
internal static class PlotStyle
{
    private static readonly (string Light, string Dark)[] _colors =
    [
        ("#0072b2", "#4aa8e0"),
        ("#d55e00", "#ff8b3d"),
        ("#009e73", "#2fcf9f"),
        ("#cc79a7", "#e9a3c9"),
        ("#b37a00", "#f2b632"),
        ("#3c9ad0", "#9bd7ff"),
        ("#555555", "#c9ced6"),
        ("#7a4fbf", "#b99bf0"),
    ];

    /// <summary>The class of a run, which sets the colour that its lines take up as <c>currentColor</c>.</summary>
    internal static string Run(int index) => $"run{index % _colors.Length}";

    /// <summary>The classes of what is drawn of a run: its colour, and its own number, by which a page hides it.</summary>
    internal static string Group(int index) => $"{Run(index)} of{index}";

    /// <summary>For an SVG picture, and for a page that holds some.</summary>
    internal static string Css { get; } = $$"""
        text { font-family: system-ui, -apple-system, "Segoe UI", "DejaVu Sans", Helvetica, Arial, sans-serif; fill: #334155; font-size: 13px }
        .back { fill: #ffffff } .box { fill: #ffffff; fill-opacity: 0.9; stroke: #e2e8f0 } .grid { stroke: #e2e8f0 } .axis { stroke: #94a3b8 }
        .title { font-size: 19px; font-weight: 600; fill: #0f172a } .heading { font-size: 14px; font-weight: 600; fill: #0f172a }
        .tick { fill: #64748b; font-size: 12px } .end { font-size: 12px; font-weight: 600; fill: currentColor }
        .raw { fill: none; stroke: currentColor; stroke-width: 1; stroke-opacity: 0.28 }
        .train { fill: none; stroke: currentColor; stroke-width: 2.25; stroke-linejoin: round; stroke-linecap: round }
        .validation { fill: none; stroke: currentColor; stroke-width: 1.75; stroke-dasharray: 6 4; stroke-linejoin: round }
        .point { fill: #ffffff; stroke: currentColor; stroke-width: 1.75 } .hover { fill: transparent } .mark { fill: currentColor }
        {{Colors(c => c.Light)}}
        @media (prefers-color-scheme: dark) {
          text { fill: #cbd5e1 } .back, .point { fill: #0f172a } .box { fill: #0f172a; stroke: #334155 } .grid { stroke: #24324a } .axis { stroke: #64748b }
          .title, .heading { fill: #f1f5f9 } .tick { fill: #94a3b8 } .end { fill: currentColor }
          {{Colors(c => c.Dark)}}
        }
        """;

    private static string Colors(Func<(string Light, string Dark), string> choose) =>
        string.Join(' ', _colors.Select((color, i) => $".{Run(i)} {{ color: {choose(color)} }}"));
}
