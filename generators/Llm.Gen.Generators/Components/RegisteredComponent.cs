using Llm.Gen.Emission;

namespace Llm.Gen.Generators.Components;

/// <summary>A row of the table of components.</summary>
/// <param name="Type">The component.</param>
/// <param name="IsPublic">Whether code anywhere may name it.</param>
public sealed record RegisteredComponent(ComponentType Type, bool IsPublic);
