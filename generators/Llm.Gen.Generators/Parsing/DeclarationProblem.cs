using Microsoft.CodeAnalysis;

namespace Llm.Gen.Generators.Parsing;

/// <summary>Something that is wrong with a declaration, at the smallest span that shows it.</summary>
/// <param name="Id">The diagnostic's id.</param>
/// <param name="Message">What was found, what was expected, what to do.</param>
/// <param name="Location">Where.</param>
public sealed record DeclarationProblem(string Id, string Message, Location Location);
