namespace Llm.Gen.Architectures;

/// <summary>How far back layers see.</summary>
/// <param name="Size">How many tokens; null: everything.</param>
/// <param name="SinkTokens">How many first tokens stay visible behind the window.</param>
internal sealed record WindowPart(int? Size, int SinkTokens);
