namespace Llm.Gen.Tokenization;

/// <summary>A conversation as token ids. Both lists have one entry for each token.</summary>
public sealed record EncodedChat
{
    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>The ids.</summary>
    public required IReadOnlyList<int> Ids { get; init; }

    /// <summary>Whether the assistant says the token, as the template marks it with <c>{% generation %}</c>; false for all if it marks nothing.</summary>
    public required IReadOnlyList<bool> IsAssistant { get; init; }
}
