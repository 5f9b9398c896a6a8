using System.Globalization;
using System.Text;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>Texts by code points, as Python counts; half of a surrogate pair is one by itself.</summary>
internal static class CodePoints
{
    /// <summary>How many UTF-16 units the code point at a place has.</summary>
    public static int UnitsAt(string text, int index) =>
        char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]) ? 2 : 1;

    public static int Count(string text)
    {
        var count = text.Length;
        for (var index = 0; index + 1 < text.Length; index++)
        {
            if (char.IsHighSurrogate(text[index]) && char.IsLowSurrogate(text[index + 1]))
                count--;
        }

        return count;
    }

    /// <summary>The code points as texts of one each.</summary>
    public static IEnumerable<string> Split(string text)
    {
        for (int start = 0, units; start < text.Length; start += units)
        {
            units = UnitsAt(text, start);
            yield return text.Substring(start, units);
        }
    }

    /// <summary>The code point at an index.</summary>
    public static string At(string text, int index)
    {
        var start = UnitsOf(text, index);
        return text.Substring(start, UnitsAt(text, start));
    }

    /// <summary>The first <paramref name="count"/> code points.</summary>
    public static string Head(string text, int count) => text[..UnitsOf(text, count)];

    /// <summary>The place in UTF-16 units of a code point.</summary>
    public static int UnitsOf(string text, int count)
    {
        if (IsSimple(text))
            return Math.Min(count, text.Length);
        var end = 0;
        for (; count > 0 && end < text.Length; count--)
            end += UnitsAt(text, end);
        return end;
    }

    public static string Slice(string text, SliceValue slice, Run run)
    {
        run.SpendText(text.Length);
        var starts = IsSimple(text) ? null : Starts(text);
        var (from, to, by) = slice.Bounds(starts?.Length ?? text.Length);
        if (by.IsOne)
            return from < to ? text[Unit(from)..Unit(to)] : "";
        var result = new StringBuilder();
        foreach (var index in slice.Pick(starts?.Length ?? text.Length))
            result.Append(text, Unit(index), UnitsAt(text, Unit(index)));
        return result.ToString();

        int Unit(int index) => starts is null ? index : index == starts.Length ? text.Length : starts[index];
    }

    // Where each code point starts.
    private static int[] Starts(string text)
    {
        var starts = new int[Count(text)];
        for (int index = 0, start = 0; index < starts.Length; index++)
        {
            starts[index] = start;
            start += UnitsAt(text, start);
        }

        return starts;
    }

    /// <summary>Whether every unit is a code point.</summary>
    public static bool IsSimple(string text) => !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF');

    /// <summary>Orders as Python does: by code point, which UTF-16 units do not beyond U+FFFF.</summary>
    public static int Compare(string left, string right)
    {
        for (var index = 0; index < Math.Min(left.Length, right.Length); index++)
        {
            var (a, b) = (left[index], right[index]);
            if (a != b)
                return char.IsSurrogate(a) == char.IsSurrogate(b) ? a.CompareTo(b) : char.IsSurrogate(a) ? 1 : -1;
        }

        return left.Length.CompareTo(right.Length);
    }

    /// <summary>Whether <c>repr</c> shows it as it is.</summary>
    public static bool IsPrintable(string point) => point == " " || CharUnicodeInfo.GetUnicodeCategory(point, 0)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);

    /// <summary>The number of a code point.</summary>
    public static int Number(string point) => point.Length == 2 ? char.ConvertToUtf32(point[0], point[1]) : point[0];
}
