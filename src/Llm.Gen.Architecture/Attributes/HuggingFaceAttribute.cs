namespace Llm.Gen;

/// <summary>Picks the family whose names the stored tensors and the configuration have. Default without it: "llama".</summary>
/// <param name="family">The family as config.json's <c>model_type</c> spells it.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class HuggingFaceAttribute(string family) : Attribute
{
    /// <summary>The family as config.json's <c>model_type</c> spells it.</summary>
    public string Family { get; } = family;
}
