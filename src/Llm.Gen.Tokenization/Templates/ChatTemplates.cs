using Llm.Gen.Tokenization;
using Llm.Gen.Tokenization.Templates;

namespace Llm.Gen;

/// <summary>
/// The chat templates of a model. Most have one, "default"; some have others for a purpose, as "tool_use" or "rag". Each is read when it is
/// first asked for.
/// </summary>
public sealed class ChatTemplates
{
    private const string DefaultName = "default";
    private const string ToolUseName = "tool_use";

    private readonly IReadOnlyDictionary<string, string> _texts;
    private readonly Dictionary<string, Lazy<ChatTemplate>> _templates;

    /// <summary>Templates by their names.</summary>
    /// <param name="texts">The text of each.</param>
    /// <param name="options">What goes with all of them; messages add the template's own name to that of the options. Null for the usual ones.</param>
    public ChatTemplates(IReadOnlyDictionary<string, string> texts, ChatTemplateOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        Options = options ?? new();
        _texts = texts;
        _templates = texts.ToDictionary(
            entry => entry.Key,
            entry => new Lazy<ChatTemplate>(() => ChatTemplate.Parse(entry.Value, entry.Key == DefaultName ? Options : Options with { Name = $"{Options.Name} ({entry.Key})" })),
            StringComparer.Ordinal);
    }

    /// <summary>What goes with all templates.</summary>
    public ChatTemplateOptions Options { get; }

    /// <summary>The names, in ordinal order.</summary>
    public IReadOnlyList<string> Names => [.. _texts.Keys.Order(StringComparer.Ordinal)];

    /// <summary>A template by its name.</summary>
    /// <exception cref="ArgumentException">There is none of that name; the message lists those that are.</exception>
    /// <exception cref="TemplateException">Its text is no template.</exception>
    public ChatTemplate this[string name] => _templates.TryGetValue(name, out var template)
        ? template.Value
        : throw new ArgumentException($"{Options.Name} has no template '{name}'; {(_texts.Count == 0 ? "it has none at all" : $"it has {string.Join(", ", Names)}")}.", nameof(name));

    /// <summary>
    /// The templates of a model: chat_template.jinja, additional_chat_templates and tokenizer_config.json of a Hugging Face folder (what stands
    /// in files of their own goes before), with the special tokens; or a .jinja file, a tokenizer_config.json, or
    /// a GGUF file.
    /// </summary>
    /// <exception cref="FileNotFoundException">There is no such file or folder, or no template in it.</exception>
    /// <exception cref="InvalidDataException">A file is malformed; the message says where.</exception>
    public static ChatTemplates Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var files = TemplateFiles.Read(path);
        return new(files.Texts, new() { Name = files.Name, SpecialTokens = files.SpecialTokens, AdditionalSpecialTokens = files.AdditionalSpecialTokens });
    }

    /// <summary>The template for a conversation: "tool_use" if there are tools and such a template, else "default".</summary>
    /// <exception cref="ArgumentException">There is no default template; the message lists those that are.</exception>
    /// <exception cref="TemplateException">Its text is no template.</exception>
    public ChatTemplate For(Conversation conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        return this[conversation.Tools is not null && _texts.ContainsKey(ToolUseName) ? ToolUseName : DefaultName];
    }
}
