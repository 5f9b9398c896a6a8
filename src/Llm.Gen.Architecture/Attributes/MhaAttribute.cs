namespace Llm.Gen;

/// <summary>Declares multi-head attention (arXiv:1706.03762): every query head has a key and value head of its own.</summary>
/// <param name="heads">Number of query heads.</param>
public sealed class MhaAttribute(int heads) : HeadsAttribute(heads);
