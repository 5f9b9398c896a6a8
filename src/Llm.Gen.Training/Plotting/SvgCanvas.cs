using System.Globalization;
using System.Text;

namespace Llm.Gen.Training.Plotting;

/// <summary>The few shapes of SVG that a line chart needs, as text. Numbers are rounded to hundredths of a pixel.</summary>
internal sealed class SvgCanvas(int width, int height)
{
    private readonly StringBuilder _body = new();

    internal void Style(string css) => _body.Append("<style>\n").Append(css.Trim()).Append("\n</style>\n");

    internal void Rectangle(double x, double y, double w, double h, string attributes) =>
        _body.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{w:0.##}\" height=\"{h:0.##}\" {attributes}/>\n");

    internal void Line(double x1, double y1, double x2, double y2, string attributes) =>
        _body.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x1:0.##}\" y1=\"{y1:0.##}\" x2=\"{x2:0.##}\" y2=\"{y2:0.##}\" {attributes}/>\n");

    internal void Circle(double x, double y, double radius, string attributes) =>
        _body.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x:0.##}\" cy=\"{y:0.##}\" r=\"{radius:0.##}\" {attributes}/>\n");

    internal void Text(double x, double y, string text, string attributes) =>
        _body.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.##}\" y=\"{y:0.##}\" {attributes}>{Escape(text)}</text>\n");

    internal void Path(IEnumerable<(double X, double Y)> points, string attributes)
    {
        _body.Append("<path d=\"");
        var command = 'M';
        foreach (var (x, y) in points)
        {
            _body.Append(CultureInfo.InvariantCulture, $"{command}{x:0.##} {y:0.##}");
            command = 'L';
        }
        _body.Append(CultureInfo.InvariantCulture, $"\" {attributes}/>\n");
    }

    /// <summary>Says what it is where a pointer rests on it.</summary>
    internal void Hover(double x, double y, double radius, string text) =>
        _body.Append(CultureInfo.InvariantCulture, $"<circle class=\"hover\" cx=\"{x:0.##}\" cy=\"{y:0.##}\" r=\"{radius:0.##}\"><title>{Escape(text)}</title></circle>\n");

    /// <summary>A small triangle that points down at what it says.</summary>
    internal void Mark(double x, double y, string text) =>
        _body.Append(CultureInfo.InvariantCulture, $"<path class=\"mark\" d=\"M{x - 5:0.##} {y - 9:0.##}L{x + 5:0.##} {y - 9:0.##}L{x:0.##} {y:0.##}Z\"><title>{Escape(text)}</title></path>\n");

    internal void Open(string attributes) => _body.Append("<g ").Append(attributes).Append(">\n");

    internal void Close() => _body.Append("</g>\n");

    /// <summary>The whole document.</summary>
    internal string Finish(string title) =>
        string.Create(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\">\n<title>{Escape(title)}</title>\n{_body}</svg>\n");

    internal static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var c in text)
            safe.Append(c switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                < ' ' or '\uFFFE' or '\uFFFF' => " ",
                _ => c.ToString(),
            });
        return safe.ToString();
    }
}
