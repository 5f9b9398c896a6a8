namespace Llm.Gen;

/// <summary>Declares an attention of your own: a class over Llm.Gen.Runtime.Block whose constructor takes an AttentionShape and a Placement.</summary>
/// <param name="component">The class.</param>
/// <param name="options">Arguments of its constructor beside shape and place: name, value, name, value.</param>
public sealed class AttentionAttribute(Type component, params object[] options) : OwnPartAttribute(component, options)
{
    /// <summary>Number of query heads. Default: 1.</summary>
    public int Heads { get; set; } = 1;

    /// <summary>Number of key and value heads. Default: as many as query heads.</summary>
    public int KeyValueHeads { get; set; }

    /// <summary>Numbers in one head. Default: the hidden size divided by the query heads.</summary>
    public int HeadSize { get; set; }
}
