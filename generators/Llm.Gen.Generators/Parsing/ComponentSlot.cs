namespace Llm.Gen.Generators.Parsing;

/// <summary>What a component attribute fills.</summary>
public enum ComponentSlot
{
    /// <summary>What mixes positions, in each layer.</summary>
    Attention,

    /// <summary>How far back attention sees, in each layer; may be left out.</summary>
    Window,

    /// <summary>What transforms each position by itself, in each layer.</summary>
    FeedForward,

    /// <summary>What brings hidden states to a common scale, in each layer.</summary>
    Norm,

    /// <summary>How attention knows where tokens stand, in each layer; may be left out where the embedding knows.</summary>
    Position,

    /// <summary>Positions in the embedding; may be left out.</summary>
    EmbeddedPosition,

    /// <summary>What training drops; may be left out.</summary>
    Dropout,

    /// <summary>How stored tensors are named; may be left out.</summary>
    Family,
}
