namespace Llm.Gen.Tokenization.Templates;

/// <summary>Ends a rendered text within the last message: a mark is put at the end of its content, and the text is cut there.</summary>
internal static class FinalMessage
{
    // As in the reference, the mark ends with a space: a template that trims the content takes it away, which shows that it trims.
    private const string Tag = "CONTINUE_FINAL_MESSAGE_TAG";
    private const string MarkWithSpace = Tag + " ";

    public static void Mark(MappingValue[] messages)
    {
        if (messages is not [.., var last])
            throw new TemplateFault("there is no final message to continue.");
        last.Set("content", Find(last, "content") switch
        {
            TextValue text => new TextValue(text.Text + MarkWithSpace),
            SequenceValue parts => MarkParts(parts),
            _ => throw new TemplateFault("the final message has no text to continue; its content is no text and no list of parts."),
        });
    }

    /// <summary>What of the rendered text stands before the mark.</summary>
    public static string Cut(string text, Conversation conversation)
    {
        var end = text.LastIndexOf(Tag, StringComparison.Ordinal);
        var content = conversation.Messages[^1].Content;
        if (end < 0 || (content is not null && !text.Contains(Spaces.TrimStart(Spaces.TrimEnd(content)), StringComparison.Ordinal)))
            throw new TemplateFault("the final message cannot be continued; the template leaves it, or a part of it, away.");
        return text.AsSpan(end).StartsWith(MarkWithSpace) ? text[..end] : Spaces.TrimEnd(text[..end]);
    }

    private static ListValue MarkParts(SequenceValue parts)
    {
        for (var index = parts.List.Count - 1; index >= 0; index--)
        {
            if (parts.List[index] is not MappingValue part || Find(part, "text") is not TextValue text)
                continue;
            part.Set("text", new TextValue(text.Text + MarkWithSpace));
            return new(parts.List);
        }

        throw new TemplateFault("the final message has no text to continue; none of its parts has one.");
    }

    private static Value? Find(MappingValue mapping, string name) => mapping.TryGet(new TextValue(name), out var value) ? value : null;
}
