using System.Globalization;

namespace Llm.Gen.Cli.Terminal;

/// <summary>Numbers as people read them.</summary>
internal static class Quantities
{
    private static readonly string[] Units = ["bytes", "KiB", "MiB", "GiB", "TiB"];
    private static readonly string[] Scales = ["", "k", "M", "G", "T"];

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>1536 as <c>1.50 KiB</c>.</summary>
    public static string Bytes(long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        for (; value >= 1024 && unit < Units.Length - 1; unit++)
            value /= 1024;
        return unit == 0 ? $"{bytes} bytes" : string.Create(CultureInfo.InvariantCulture, $"{value:0.00} {Units[unit]}");
    }

    /// <summary>2.7e8 operations as <c>269 MFLOP</c>.</summary>
    public static string Flops(double flops)
    {
        var unit = 0;
        for (; flops >= 1000 && unit < Scales.Length - 1; unit++)
            flops /= 1000;
        return string.Create(CultureInfo.InvariantCulture, $"{flops:0.#} {Scales[unit]}FLOP");
    }
}
