namespace Llm.Gen.Tokenization;

/// <summary>A conversation as text.</summary>
public sealed record RenderedChat
{
    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>What of it the assistant says, in order: the parts that the template marks with <c>{% generation %}</c>.</summary>
    public required IReadOnlyList<TextSpan> AssistantSpans { get; init; }
}
