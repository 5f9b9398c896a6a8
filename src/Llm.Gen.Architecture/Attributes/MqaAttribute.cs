namespace Llm.Gen;

/// <summary>Declares multi-query attention (arXiv:1911.02150): all query heads share one key and value head.</summary>
/// <param name="heads">Number of query heads.</param>
public sealed class MqaAttribute(int heads) : HeadsAttribute(heads);
