using Llm.Gen.Architectures;
using Llm.Gen.Emission;
using Microsoft.CodeAnalysis;

namespace Llm.Gen.Generators.Parsing;

/// <summary>The whole-model facts of a declaration while its attributes are read.</summary>
internal sealed class DeclarationDraft
{
    /// <summary>A count that a model may have, the nearest where a wrong one is declared.</summary>
    public int Layers { get; set; }

    public int Hidden { get; set; }

    public int Vocab { get; set; }

    public int Positions { get; set; }

    public bool TiedEmbeddings { get; set; }

    public double EmbeddingScale { get; set; } = 1;

    public int? EmbeddingSize { get; set; }

    public bool HasEmbeddingNorm { get; set; }

    public EmbeddedPositionSpec? EmbeddedPositions { get; set; }

    public double EmbeddingDropout { get; set; }

    public double AttentionDropout { get; set; }

    public double ResidualDropout { get; set; }

    public double ResidualMultiplier { get; set; } = 1;

    public bool HasFinalNorm { get; set; } = true;

    public HeadSpec Head { get; set; } = new();

    /// <summary>The record, which components have to be visible to.</summary>
    public INamedTypeSymbol? Record { get; set; }

    /// <summary>The types of components that attributes name.</summary>
    public List<ComponentType> Components { get; } = [];

    /// <summary>The family that is named; null where none is.</summary>
    public string? Family { get; set; }

    /// <summary>The architecture, in the library's own family where none is named.</summary>
    /// <param name="layers">The layers, whole.</param>
    public Architecture Build(IReadOnlyList<LayerSpec> layers) => new()
    {
        Family = Family ?? ModelFamily.Own.Name,
        Hidden = Hidden,
        Vocab = Vocab,
        Positions = Positions,
        Embedding = new()
        {
            Scale = EmbeddingScale,
            Size = EmbeddingSize,
            Norm = HasEmbeddingNorm ? layers[0].Norm : null,
            Positions = EmbeddedPositions,
            Dropout = EmbeddingDropout,
        },
        TiedEmbeddings = TiedEmbeddings,
        Layers = layers.ToEquatableArray(),
        FinalNorm = HasFinalNorm ? layers[layers.Count - 1].Norm : null,
        Head = Head,
    };
}
