namespace Llm.Gen.Tokenization;

/// <summary>How far a training is.</summary>
/// <param name="Texts">Texts (lines, when training from files) read so far.</param>
/// <param name="Words">Different words found so far.</param>
/// <param name="Tokens">Tokens in the vocabulary so far; 0 while reading.</param>
public sealed record TrainingProgress(long Texts, int Words, int Tokens);
