namespace Llm.Gen.Data;

/// <summary>What a model learns from, and what it is measured on.</summary>
/// <param name="Train">Seen in training.</param>
/// <param name="Validation">Never seen in training.</param>
public sealed record TokenSplit(TokenSlice Train, TokenSlice Validation);
