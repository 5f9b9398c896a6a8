using System.Globalization;

namespace Llm.Gen.Data;

/// <summary>Lists in messages about rows: the first few, and how many there are beside them.</summary>
internal static class RowList
{
    private const int MostRows = 16;
    private const int MostOfRow = 8;

    /// <summary>The rows of a batch, as the words before them.</summary>
    internal static string Range(long position, int rows) =>
        rows == 1 ? Invariant($"row {position}") : Invariant($"rows {position} to {position + rows - 1}");

    /// <summary>What is told of each row.</summary>
    internal static string OfRows(int rows, string separator, Func<int, string> tell) => Join(rows, MostRows, separator, tell);

    /// <summary>What is told of each part of a row.</summary>
    internal static string OfParts<T>(IReadOnlyList<T> parts, Func<T, string> tell) => Join(parts.Count, MostOfRow, ", ", i => tell(parts[i]));

    private static string Join(int count, int most, string separator, Func<int, string> tell)
    {
        var shown = string.Join(separator, Enumerable.Range(0, Math.Min(count, most)).Select(tell));
        return count <= most ? shown : Invariant($"{shown}{separator}and {count - most} more");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
