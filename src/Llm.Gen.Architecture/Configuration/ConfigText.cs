using System.Globalization;
using System.Text;

namespace Llm.Gen.Architectures;

/// <summary>Foreign text in a message.</summary>
internal static class ConfigText
{
    private const int MaximumLength = 120;

    /// <summary>The text, cut where it would drown the message, what a terminal would obey escaped as JSON does.</summary>
    public static string Short(string text)
    {
        var shown = new StringBuilder();
        foreach (var c in text.Length <= MaximumLength ? text : text.Substring(0, MaximumLength))
        {
            if (IsShown(c))
                shown.Append(c);
            else
                shown.AppendFormat(CultureInfo.InvariantCulture, "\\u{0:x4}", (int)c);
        }

        return text.Length <= MaximumLength ? shown.ToString() : shown.Append("..").ToString();
    }

    // Halves of pairs are escaped too, so that a cut leaves none alone.
    private static bool IsShown(char c) => char.GetUnicodeCategory(c)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate);
}
