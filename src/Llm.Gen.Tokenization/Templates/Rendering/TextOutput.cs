using System.Text;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>A text that grows, within the limits of its run.</summary>
internal sealed class TextOutput(Run run)
{
    private readonly StringBuilder _text = new();

    /// <summary>In UTF-16 units.</summary>
    public int Length => _text.Length;

    public Run Run { get; } = run;

    public void Append(ReadOnlySpan<char> text)
    {
        Run.CheckLength(_text.Length + (long)text.Length);
        Run.SpendText(text.Length);
        _text.Append(text);
    }

    public void Append(char c) => Append([c]);

    public override string ToString() => _text.ToString();
}
