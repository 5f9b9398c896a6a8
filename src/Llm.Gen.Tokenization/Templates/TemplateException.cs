using System.Globalization;

namespace Llm.Gen.Tokenization;

/// <summary>A template that cannot be read or rendered. The message names the template and the line.</summary>
public sealed class TemplateException : FormatException
{
    internal TemplateException(string template, int line, string problem, string? refusal = null, Exception? inner = null)
        : base(string.Create(CultureInfo.InvariantCulture, $"{template}, line {line}: {problem}"), inner) =>
        (Line, Refusal) = (line, refusal);

    /// <summary>The line of the template, from 1.</summary>
    public int Line { get; }

    /// <summary>What the template said when it refused the conversation (<c>raise_exception</c>); null if it failed.</summary>
    public string? Refusal { get; }
}
