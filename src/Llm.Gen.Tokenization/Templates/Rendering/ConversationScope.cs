using System.Text.Json;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>The variables that a template sees, as Hugging Face passes them.</summary>
internal static class ConversationScope
{
    // A message names its reasoning by one of these; templates ask for one of the first two.
    private static readonly string[] ReasoningNames = ["reasoning_content", "thinking", "reasoning"];

    public static void Fill(Scope scope, Conversation conversation, ChatTemplateOptions options)
    {
        var run = scope.Run;
        foreach (var (name, token) in options.SpecialTokens)
            scope.Set(name, new TextValue(token));
        if (options.AdditionalSpecialTokens.Count > 0)
            scope.Set("additional_special_tokens", new ListValue([.. options.AdditionalSpecialTokens.Select(token => new TextValue(token))]));
        foreach (var (name, value) in conversation.Variables)
            scope.Set(name, JsonValues.From(value, run));
        scope.Set("messages", Messages(conversation, run));
        scope.Set("tools", List(conversation.Tools, run));
        scope.Set("documents", List(conversation.Documents, run));
        scope.Set("add_generation_prompt", BooleanValue.Of(conversation.AddGenerationPrompt));
    }

    private static ListValue Messages(Conversation conversation, Run run)
    {
        var messages = conversation.Messages.Select(message => (MappingValue)JsonValues.From(message.Json, run)).ToArray();
        foreach (var message in messages)
            CopyReasoning(message);
        if (conversation.ContinueFinalMessage)
            FinalMessage.Mark(messages);
        return new(messages);
    }

    private static void CopyReasoning(MappingValue message)
    {
        foreach (var name in ReasoningNames)
        {
            if (!message.TryGet(new TextValue(name), out var reasoning) || reasoning is NoneValue)
                continue;
            message.Set(ReasoningNames[0], reasoning);
            message.Set(ReasoningNames[1], reasoning);
            return;
        }
    }

    private static Value List(IReadOnlyList<JsonElement>? items, Run run) =>
        items is null ? NoneValue.Instance : new ListValue([.. items.Select(item => JsonValues.From(item, run))]);
}
