using Llm.Gen.Architectures;
using Microsoft.CodeAnalysis;

namespace Llm.Gen.Generators.Parsing;

/// <summary>Something that is wrong with a declaration, at the smallest span that shows it.</summary>
/// <param name="Id">The diagnostic's id.</param>
/// <param name="Found">What was found, the beginning of a sentence.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Location">Where.</param>
public sealed record DeclarationProblem(string Id, string Found, string Expected, string Remedy, Location Location)
{
    /// <summary>What could be written instead, where one thing is obvious: an attribute, a value.</summary>
    public string? Suggestion { get; init; }

    /// <summary>An error of the architecture, where the member that it is about is written.</summary>
    public static DeclarationProblem Of(ArchitectureError error, Location location) => new(error.Id, error.Found, error.Expected, error.Remedy, location);
}
