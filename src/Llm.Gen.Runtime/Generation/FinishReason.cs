namespace Llm.Gen.Runtime;

/// <summary>Why a sequence ended.</summary>
public enum FinishReason
{
    /// <summary>A stop token came; it is the last token.</summary>
    Stop,

    /// <summary>The asked length, or the model's last position, was reached.</summary>
    Length,
}
