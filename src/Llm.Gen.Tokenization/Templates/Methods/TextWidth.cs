using System.Text;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>Texts made as wide as asked for, in code points.</summary>
internal static class TextWidth
{
    public static TextValue Center(TextValue text, int width, TextValue? fill, Run run)
    {
        var missing = Missing(text, width, run);
        var left = missing / 2 + (missing & width & 1);     // Python's choice for odd numbers
        return text.With(Filling(fill, left) + text.Text + Filling(fill, missing - left));
    }

    public static TextValue Pad(TextValue text, int width, TextValue? fill, bool atStart, Run run)
    {
        var filling = Filling(fill, Missing(text, width, run));
        return text.With(atStart ? filling + text.Text : text.Text + filling);
    }

    public static TextValue Zeros(TextValue text, int width, Run run)
    {
        var zeros = new string('0', Missing(text, width, run));
        return text.With(text.Text is ['+' or '-', ..] ? text.Text[..1] + zeros + text.Text[1..] : zeros + text.Text);
    }

    public static TextValue ExpandTabs(TextValue text, int size, Run run)
    {
        run.SpendText(text.Text.Count(c => c == '\t') * (long)Math.Max(size, 0) + text.Text.Length);
        var result = new StringBuilder();
        var column = 0;
        foreach (var point in CodePoints.Split(text.Text))
        {
            if (point == "\t")
            {
                var spaces = size > 0 ? size - column % size : 0;
                result.Append(' ', spaces);
                column += spaces;
                continue;
            }

            result.Append(point);
            column = point is "\n" or "\r" ? 0 : column + 1;
        }

        return text.With(result.ToString());
    }

    private static int Missing(TextValue text, int width, Run run)
    {
        run.SpendText(Math.Max(width, 0));
        return Math.Max(0, width - text.Length!.Value);
    }

    private static string Filling(TextValue? fill, int count) => fill is null or { Length: 1 }
        ? string.Concat(Enumerable.Repeat(fill?.Text ?? " ", count))
        : throw new TemplateFault($"the text to fill with has {fill.Length} characters; one was expected.");
}
