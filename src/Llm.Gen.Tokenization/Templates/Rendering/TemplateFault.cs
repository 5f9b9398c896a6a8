namespace Llm.Gen.Tokenization.Templates;

/// <summary>Something that cannot be done; becomes a <see cref="TemplateException"/> when the line is known.</summary>
internal sealed class TemplateFault(string message, bool isRefusal = false) : Exception(message)
{
    /// <summary>Whether the template itself refused, with this message.</summary>
    public bool IsRefusal { get; } = isRefusal;
}
