namespace Llm.Gen.Data;

/// <summary>What of a conversation a model learns to say.</summary>
public enum LearnFrom
{
    /// <summary>What the assistant says, and what ends it; all of a document.</summary>
    Answers,

    /// <summary>Everything, the questions too.</summary>
    Everything,
}
