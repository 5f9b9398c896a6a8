namespace Llm.Gen.Tokenization.Templates;

/// <summary>Texts for HTML, as <c>markupsafe</c> escapes them.</summary>
internal static class HtmlEscape
{
    /// <summary>A safe text; one that is safe already stays as it is.</summary>
    public static TextValue Of(Value value, Run run) =>
        value is TextValue { IsSafe: true } safe ? safe : new(Of(Repr.Text(value, run), run), isSafe: true);

    public static string Of(string text, Run run)
    {
        run.SpendText(text.Length * 5L);
        return text.Replace("&", "&amp;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace("'", "&#39;", StringComparison.Ordinal).Replace("\"", "&#34;", StringComparison.Ordinal);
    }

    /// <summary>A text that joins <paramref name="target"/>: escaped if that is safe and this is not.</summary>
    public static string Joining(TextValue target, TextValue text, Run run) => target.IsSafe && !text.IsSafe ? Of(text.Text, run) : text.Text;
}
