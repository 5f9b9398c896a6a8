using Llm.Gen.Tokenization;

namespace Llm.Gen.Data;

/// <summary>A template for models that have none: headings and text, as Stanford's Alpaca wrote them, and the end of text after each answer.</summary>
public static class PlainTemplate
{
    /// <summary>Its Jinja; a model that was tuned with it wants it as its chat_template.jinja.</summary>
    public const string Text =
        """
        {%- for message in messages %}
        {%- if message.role == 'assistant' %}
        {%- generation %}{{ message.content + eos_token }}{% endgeneration %}{{ '\n\n' }}
        {%- elif message.role == 'user' %}{{ '### Instruction:\n' + message.content + '\n\n### Response:\n' }}
        {%- elif message.role == 'system' %}{{ message.content + '\n\n' }}
        {%- else %}{{ raise_exception('the plain template knows the roles system, user and assistant, and this message has the role ' + message.role) }}
        {%- endif %}
        {%- endfor %}
        """;

    /// <summary>The template, with the tokenizer's end of text.</summary>
    /// <exception cref="InvalidDataException">The tokenizer names no end of text.</exception>
    public static ChatTemplate For(Tokenizer tokenizer)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        var end = tokenizer.Special.EndOfText?.Text
            ?? throw new InvalidDataException("The tokenizer names no end of text, and without one a model never learns to end an answer; name an eos_token in its tokenizer_config.json.");
        return ChatTemplate.Parse(Text, new ChatTemplateOptions { Name = "the plain template", SpecialTokens = new Dictionary<string, string> { ["eos_token"] = end } });
    }
}
