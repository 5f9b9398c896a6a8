namespace Llm.Gen.Data;

/// <summary>What a template says of a conversation does not show which part of it is an answer.</summary>
internal sealed class AnswerSpansException(string message, Exception? inner = null) : Exception(message, inner);
