namespace Llm.Gen.Training;

/// <summary>A run that cannot go on: its numbers are no longer finite.</summary>
/// <param name="message">What was found, and what to do.</param>
public sealed class TrainingStoppedException(string message) : Exception(message);
