namespace Llm.Gen.Generators.Parsing;

/// <summary>What a component attribute fills; each of a declaration's slots is filled once.</summary>
public enum ComponentSlot
{
    /// <summary>What mixes positions.</summary>
    Attention,

    /// <summary>How far back attention sees; may be left out.</summary>
    Window,

    /// <summary>What transforms each position by itself.</summary>
    FeedForward,

    /// <summary>What brings hidden states to a common scale.</summary>
    Norm,

    /// <summary>How attention knows where tokens stand.</summary>
    Position,

    /// <summary>How stored tensors are named; may be left out.</summary>
    Family,
}
