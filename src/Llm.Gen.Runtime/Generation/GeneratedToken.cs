namespace Llm.Gen.Runtime;

/// <summary>One new token of one sequence of a batch.</summary>
/// <param name="Sequence">Which prompt it continues, from 0.</param>
/// <param name="Token">Its id; a stop token too is reported.</param>
/// <param name="Finish">Why the sequence ends with it, or nothing where it goes on.</param>
public readonly record struct GeneratedToken(int Sequence, int Token, FinishReason? Finish);
