using Llm.Gen.Tokenization;

namespace Llm.Gen.Data;

/// <summary>
/// What of a rendered conversation the assistant says. Templates that mark it (<c>{% generation %}</c>) are taken at their word. For others it
/// is found turn by turn: an answer is what the text gains from the turns before it, with the words that begin an answer, to the turns with it.
/// </summary>
internal static class AnswerSpans
{
    // Some templates write the date, and a run that is resumed on another day learns from the same tokens.
    private static readonly DateTime _day = new(2024, 7, 26, 0, 0, 0, DateTimeKind.Utc);

    /// <exception cref="TemplateException">The template refuses the conversation.</exception>
    /// <exception cref="AnswerSpansException">The template writes earlier turns in another way when later ones follow.</exception>
    public static RenderedChat Render(ChatTemplate template, Conversation conversation, LearnFrom learnFrom)
    {
        var dated = conversation with { Time = conversation.Time ?? _day };
        var whole = template.Render(dated);
        var isWeighted = conversation.Messages.Any(message => !MessagesRecord.IsLearnt(message));
        if (learnFrom == LearnFrom.Everything || (template.MarksAssistant && !isWeighted))
            return whole;
        return whole with { AssistantSpans = [.. ByTurns(template, dated, whole.Text)] };
    }

    private static IEnumerable<TextSpan> ByTurns(ChatTemplate template, Conversation conversation, string whole)
    {
        var messages = conversation.Messages;
        for (var turn = 0; turn < messages.Count; turn++)
        {
            if (messages[turn].Role != "assistant" || !MessagesRecord.IsLearnt(messages[turn]))
                continue;
            var before = turn == 0 ? "" : template.Render(conversation with { Messages = [.. messages.Take(turn)], AddGenerationPrompt = true }).Text;
            var after = turn == messages.Count - 1 ? whole : template.Render(conversation with { Messages = [.. messages.Take(turn + 1)] }).Text;
            if (!after.StartsWith(before, StringComparison.Ordinal) || !whole.StartsWith(after, StringComparison.Ordinal))
                throw new AnswerSpansException($"the chat template writes message {turn + 1} of {messages.Count} otherwise where more follows, so that its tokens cannot be told; use a template that marks answers with {{% generation %}}, or learn from everything.");
            yield return new TextSpan(before.Length, after.Length);
        }
    }
}
