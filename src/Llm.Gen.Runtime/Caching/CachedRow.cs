namespace Llm.Gen.Runtime;

/// <summary>What the cache of a layer keeps of each token, and of which tokens.</summary>
/// <param name="Heads">K, heads that are kept.</param>
/// <param name="KeySize">Values of a key.</param>
/// <param name="ValueSize">Values of a value; 0 where they are part of the key.</param>
/// <param name="Window">How many tokens a query sees, its own the last of them; null: all.</param>
/// <param name="SinkTokens">How many tokens at the start of a sequence are kept whatever the window.</param>
internal sealed record CachedRow(int Heads, int KeySize, int ValueSize, int? Window, int SinkTokens);
