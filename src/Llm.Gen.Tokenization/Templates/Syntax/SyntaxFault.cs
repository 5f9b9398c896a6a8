namespace Llm.Gen.Tokenization.Templates;

/// <summary>A template that cannot be read; becomes a <see cref="TemplateException"/> when the template's name is known.</summary>
internal sealed class SyntaxFault(int line, string message) : Exception(message)
{
    public int Line { get; } = line;
}
