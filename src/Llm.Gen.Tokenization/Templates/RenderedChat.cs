namespace Llm.Gen.Tokenization;

/// <summary>A conversation as text.</summary>
public sealed record RenderedChat
{
    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>What of it the assistant says, in order: the parts that the template marks with <c>{% generation %}</c>.</summary>
    public required IReadOnlyList<TextSpan> AssistantSpans { get; init; }

    /// <summary>
    /// Which tokens of the text the assistant says, as Hugging Face's <c>return_assistant_tokens_mask</c>: all from the one that holds the
    /// first character of a span to the one that holds its last. Nothing is marked after a span whose start no token holds.
    /// </summary>
    /// <param name="tokens">Where in the text each token stands, in UTF-16 units and in order.</param>
    public IReadOnlyList<bool> AssistantMask(IReadOnlyList<Range> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var mask = new bool[tokens.Count];
        foreach (var span in AssistantSpans)
        {
            if (Holding(tokens, span.Start) is not { } first)
                break;
            var last = Holding(tokens, span.End - 1) ?? tokens.Count - 1;
            for (var index = first; index <= last; index++)
                mask[index] = true;
        }

        return mask;
    }

    // The first token that holds a place of the text.
    private static int? Holding(IReadOnlyList<Range> tokens, int place)
    {
        for (var index = 0; index < tokens.Count; index++)
        {
            if (tokens[index].Start.Value <= place && place < tokens[index].End.Value)
                return index;
        }

        return null;
    }
}
