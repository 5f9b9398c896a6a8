using System.Globalization;
using System.Text;

namespace Llm.Gen.Runtime.Formats;

/// <summary>Texts of untrusted files as messages show them: on one line, and never long.</summary>
internal static class Printable
{
    /// <summary>The text with everything escaped that could break or disguise a line, cut after <paramref name="longest"/> characters.</summary>
    public static string Of(string text, int longest = 200)
    {
        if (text.Length <= longest && text.All(IsPlain))
            return text;

        var shown = new StringBuilder();
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, longest)))
        {
            if (IsPlain(character))
                shown.Append(character);
            else
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
        }

        return text.Length <= longest ? shown.ToString() : shown.Append("...").ToString();
    }

    private static bool IsPlain(char character) => char.GetUnicodeCategory(character) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
