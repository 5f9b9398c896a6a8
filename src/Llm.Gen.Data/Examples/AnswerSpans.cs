using System.Text.Json;
using Llm.Gen.Tokenization;

namespace Llm.Gen.Data;

/// <summary>
/// What of a rendered conversation the assistant says. Templates that mark it (<c>{% generation %}</c>) are taken at their word. For others it
/// is found turn by turn: an answer is what the text gains from the turns before it, with the words that begin an answer, to the turns with it.
/// </summary>
internal static class AnswerSpans
{
    // Of private use, so that no answer begins as this does.
    private const string Placeholder = "\uE000";

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
            var after = turn == messages.Count - 1 ? whole : template.Render(conversation with { Messages = [.. messages.Take(turn + 1)] }).Text;
            var before = turn == 0 ? Opening(template, conversation, after) : template.Render(conversation with { Messages = [.. messages.Take(turn)], AddGenerationPrompt = true }).Text;
            if (!after.StartsWith(before, StringComparison.Ordinal) || !whole.StartsWith(after, StringComparison.Ordinal))
                throw new AnswerSpansException($"the chat template writes message {turn + 1} of {messages.Count} otherwise where more follows, so that its tokens cannot be told; use a template that marks answers with {{% generation %}}, or learn from everything.");
            yield return new TextSpan(before.Length, after.Length);
        }
    }

    /// <summary>
    /// What stands ahead of an answer that no turn comes before: the text up to where another content would change it, or, if the words that
    /// begin an answer are in that, up to the end of these. Templates seldom render no messages at all, so that those cannot be asked for.
    /// </summary>
    private static string Opening(ChatTemplate template, Conversation conversation, string answer)
    {
        var first = conversation.Messages[0];
        var other = template.Render(conversation with { Messages = [Saying(first, Placeholder)] }).Text;
        var ahead = answer[..answer.AsSpan().CommonPrefixLength(other)];
        var prompted = template.Render(conversation with { Messages = [first], AddGenerationPrompt = true }).Text;
        var prompt = prompted.StartsWith(answer, StringComparison.Ordinal) ? prompted[answer.Length..] : "";
        var place = prompt.Length == 0 ? -1 : ahead.LastIndexOf(prompt, StringComparison.Ordinal);
        if (place >= 0)
            return ahead[..(place + prompt.Length)];
        return other.Contains(Placeholder, StringComparison.Ordinal)
            ? ahead
            : throw new AnswerSpansException("the chat template does not write the content of message 1, so that the tokens of its answer cannot be told; begin with a question, or learn from everything.");
    }

    private static ChatMessage Saying(ChatMessage message, string content)
    {
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var field in message.Json.EnumerateObject())
            fields[field.Name] = field.Value;
        fields["content"] = JsonSerializer.SerializeToElement(content);
        return ChatMessage.Read(JsonSerializer.SerializeToElement(fields));
    }
}
