using System.Text.Json;
using Llm.Gen.Tokenization;
using Llm.Gen.Tokenization.Templates;

namespace Llm.Gen;

/// <summary>
/// The template of a chat model: a Jinja program that writes a conversation as the text that the model was trained on. It runs sandboxed,
/// within <see cref="TemplateLimits"/>, and reaches nothing of .NET. Immutable and safe for use from many threads at once.
/// </summary>
public sealed class ChatTemplate
{
    private readonly TemplateTree _tree;

    private ChatTemplate(string text, ChatTemplateOptions options, TemplateTree tree) => (Text, Options, _tree) = (text, options, tree);

    /// <summary>The text of the template itself.</summary>
    public string Text { get; }

    /// <summary>Whether the template marks what the assistant says, with <c>{% generation %}</c>.</summary>
    public bool MarksAssistant => _tree.MarksGeneration;

    /// <summary>Its name, limits and special tokens.</summary>
    public ChatTemplateOptions Options { get; }

    /// <summary>Reads the template of a model that conversations without tools use; <see cref="ChatTemplates"/> has all of them.</summary>
    /// <exception cref="FileNotFoundException">There is no such file or folder, or no template in it.</exception>
    /// <exception cref="InvalidDataException">A file is malformed; the message says where.</exception>
    /// <exception cref="TemplateException">Its text is no template.</exception>
    public static ChatTemplate Load(string path) => ChatTemplates.Load(path)["default"];

    /// <summary>Reads a template.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="options">Its name, limits and special tokens; null for the usual ones.</param>
    /// <exception cref="TemplateException">The text is no template; the message names the line and what was expected there.</exception>
    public static ChatTemplate Parse(string text, ChatTemplateOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        options ??= new();
        try
        {
            return new(text, options, TemplateParser.Read(text));
        }
        catch (SyntaxFault fault)
        {
            throw new TemplateException(options.Name, fault.Line, fault.Message, inner: fault);
        }
        catch (InsufficientExecutionStackException exception)
        {
            throw new TemplateException(options.Name, 1, "its parts are nested too deep.", inner: exception);
        }
    }

    /// <summary>The text of messages.</summary>
    /// <param name="messages">The messages, in order.</param>
    /// <param name="addGenerationPrompt">Whether the text ends with what begins an answer of the model.</param>
    /// <exception cref="TemplateException">The template refuses the messages, or fails.</exception>
    public string Render(IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt = true) =>
        Render(new Conversation { Messages = messages, AddGenerationPrompt = addGenerationPrompt }).Text;

    /// <summary>The text of a conversation, and what of it the assistant says.</summary>
    /// <exception cref="TemplateException">The template refuses the conversation, or fails.</exception>
    /// <exception cref="ArgumentException">The conversation asks for a generation prompt and to continue its final message.</exception>
    public RenderedChat Render(Conversation conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        if (conversation.AddGenerationPrompt && conversation.ContinueFinalMessage)
            throw new ArgumentException("A generation prompt begins a new message; it cannot be added where the final message is continued.", nameof(conversation));
        return Guarded(new Run(Options.Limits, conversation.Time ?? DateTime.Now), scope =>
        {
            ConversationScope.Fill(scope, conversation, Options);
            Statement.Execute(_tree.Body, scope);
            var (text, spans) = (scope.Output.ToString(), scope.Run.Generated);
            return conversation.ContinueFinalMessage
                ? Continued(FinalMessage.Cut(text, conversation), spans)
                : new() { Text = text, AssistantSpans = spans };
        });
    }

    /// <summary>The token ids of a conversation, and which of them the assistant says. The tokenizer adds no tokens of its own: the template has them all.</summary>
    /// <exception cref="TemplateException">The template refuses the conversation, or fails.</exception>
    /// <exception cref="ArgumentException">The conversation asks for a generation prompt and to continue its final message.</exception>
    public EncodedChat Encode(Conversation conversation, Tokenizer tokenizer)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        var chat = Render(conversation);
        var tokens = tokenizer.Encode(chat.Text, addSpecialTokens: false);
        return new() { Text = chat.Text, Ids = tokens.Ids, IsAssistant = chat.AssistantMask(tokens.Offsets) };
    }

    /// <summary>The text for any variables, without those that every conversation has.</summary>
    internal string Render(IEnumerable<KeyValuePair<string, JsonElement>> variables, DateTime time) => Guarded(new Run(Options.Limits, time), scope =>
    {
        foreach (var (name, value) in variables)
            scope.Set(name, JsonValues.From(value, scope.Run));
        Statement.Execute(_tree.Body, scope);
        return scope.Output.ToString();
    });

    private T Guarded<T>(Run run, Func<Scope, T> render)
    {
        try
        {
            return render(new Scope(run));
        }
        catch (TemplateFault fault)
        {
            throw new TemplateException(Options.Name, run.Line, fault.IsRefusal ? $"the template refuses this conversation: {fault.Message}" : fault.Message, fault.IsRefusal ? fault.Message : null, fault);
        }
        catch (InsufficientExecutionStackException exception)
        {
            throw new TemplateException(Options.Name, run.Line, "its parts are nested too deep.", inner: exception);
        }
    }

    // The spans of what is left.
    private static RenderedChat Continued(string text, IEnumerable<TextSpan> spans) => new()
    {
        Text = text,
        AssistantSpans = [.. spans.Where(span => span.Start < text.Length).Select(span => new TextSpan(span.Start, Math.Min(span.End, text.Length)))],
    };
}
