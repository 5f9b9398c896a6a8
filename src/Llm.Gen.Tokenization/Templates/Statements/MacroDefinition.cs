namespace Llm.Gen.Tokenization.Templates;

/// <summary>The arguments and body of a macro, or of a call block.</summary>
internal sealed record MacroDefinition
{
    public required string Name { get; init; }

    /// <summary>The arguments, with what they are if left out.</summary>
    public required IReadOnlyList<(string Name, Expression? Usual)> Parameters { get; init; }

    public required IReadOnlyList<Statement> Body { get; init; }

    /// <summary>Whether the body asks for the values of more arguments by position.</summary>
    public bool TakesRest { get; init; }

    /// <summary>Whether the body asks for the values of more arguments by name.</summary>
    public bool TakesNamedRest { get; init; }

    /// <summary>Whether the body calls the call block.</summary>
    public bool TakesCaller { get; init; }
}
