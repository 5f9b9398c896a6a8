namespace Llm.Gen.Tokenization.Templates;

/// <summary>A template that was read.</summary>
/// <param name="Body">Its statements.</param>
/// <param name="MarksGeneration">Whether it has <c>{% generation %}</c> somewhere.</param>
internal sealed record TemplateTree(IReadOnlyList<Statement> Body, bool MarksGeneration);
