namespace Llm.Gen.Tokenization;

/// <summary>What goes with the text of a chat template.</summary>
public sealed record ChatTemplateOptions
{
    /// <summary>What messages call the template: its file, for example. Default "chat template".</summary>
    public string Name { get; init; } = "chat template";

    /// <summary>How much one rendering may use.</summary>
    public TemplateLimits Limits { get; init; } = TemplateLimits.Default;

    /// <summary>The special tokens that the template may name: <c>bos_token</c>, <c>eos_token</c> and others of tokenizer_config.json. Default none.</summary>
    public IReadOnlyDictionary<string, string> SpecialTokens { get; init; } = new Dictionary<string, string>();

    /// <summary>The tokens that the template knows as <c>additional_special_tokens</c>. Default none; the name is then undefined.</summary>
    public IReadOnlyList<string> AdditionalSpecialTokens { get; init; } = [];
}
