using System.Diagnostics.CodeAnalysis;
using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>A declared model as the emitter prints it: where its record stands, and what it is made of.</summary>
public sealed record ModelDeclaration : RecordName
{
    /// <summary>A declaration without a name yet.</summary>
    public ModelDeclaration()
    {
    }

    /// <summary>What a record declares.</summary>
    [SetsRequiredMembers]
    public ModelDeclaration(RecordName record, Architecture architecture) : base(record) => Architecture = architecture;

    /// <summary>What the model is made of, without errors.</summary>
    public required Architecture Architecture { get; init; }

    /// <summary>The types of the components that the architecture names.</summary>
    public EquatableArray<ComponentType> Components { get; init; }

    /// <summary>What tells its files' names from those of a record whose name differs in case alone: empty, or "-2".</summary>
    public string HintSuffix { get; init; } = "";
}
