using Llm.Gen.Emission;
using Llm.Gen.Generators.Configuration;
using Microsoft.CodeAnalysis;

namespace Llm.Gen.Generators.Parsing;

/// <summary>What came of reading a record: a declaration to emit, a file that holds it, or what is wrong.</summary>
/// <param name="Problems">What is wrong, in the order found.</param>
public sealed record ParsedDeclaration(IReadOnlyList<DeclarationProblem> Problems)
{
    /// <summary>The declaration; null when something is wrong, and when a file holds it.</summary>
    public ModelDeclaration? Declaration { get; init; }

    /// <summary>The file that holds the declaration; null when something is wrong, and when attributes do.</summary>
    public ConfigReference? Reference { get; init; }

    /// <summary>The record's name in the part that is written by hand.</summary>
    public Location Identifier { get; init; } = Location.None;

    /// <summary>Where the file is named.</summary>
    public Location PathLocation { get; init; } = Location.None;
}
