namespace Llm.Gen.Architectures;

/// <summary>What a decoder-only language model is made of; two with the same parts are equal, whichever way they came in.</summary>
/// <remarks>Nothing is checked here: <see cref="ArchitectureRules"/> says what is wrong with one.</remarks>
public sealed record Architecture
{
    /// <summary>The family whose stored names and configuration it has, as config.json's <c>model_type</c> spells it.</summary>
    public string Family { get; init; } = ModelFamily.Default.Name;

    /// <summary>Size of the hidden state.</summary>
    public required int Hidden { get; init; }

    /// <summary>Number of tokens in the vocabulary.</summary>
    public required int Vocab { get; init; }

    /// <summary>Number of positions that the model was made for, in tokens.</summary>
    public required int Positions { get; init; }

    /// <summary>How token ids become the first hidden state.</summary>
    public EmbeddingSpec Embedding { get; init; } = new();

    /// <summary>Whether the token embedding also scores the next token.</summary>
    public required bool TiedEmbeddings { get; init; }

    /// <summary>The layers, first to last, each with every part resolved.</summary>
    public required EquatableArray<LayerSpec> Layers { get; init; }

    /// <summary>The norm after the last layer; null where there is none.</summary>
    public required NormSpec? FinalNorm { get; init; }

    /// <summary>How the last hidden state becomes scores.</summary>
    public HeadSpec Head { get; init; } = new();
}
