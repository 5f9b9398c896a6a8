using Llm.Gen.Emission;

namespace Llm.Gen.Generators.Parsing;

/// <summary>What came of reading a record: a declaration to emit, or what is wrong with it.</summary>
/// <param name="Declaration">The declaration; null when something is wrong.</param>
/// <param name="Problems">What is wrong, in the order found.</param>
public sealed record ParsedDeclaration(ModelDeclaration? Declaration, IReadOnlyList<DeclarationProblem> Problems);
