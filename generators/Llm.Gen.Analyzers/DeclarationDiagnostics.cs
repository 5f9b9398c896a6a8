using Microsoft.CodeAnalysis;

namespace Llm.Gen.Analyzers;

/// <summary>Every diagnostic about a declaration; an id is never used again for something else, and each has a page under docs/diagnostics.</summary>
public static class DeclarationDiagnostics
{
    private const string Category = "Llm.Gen.Declaration";

    /// <summary>The diagnostics in the order of their ids: first the record, then its components, then their values.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        Rule("LLMG001", "A declared record is not partial"),
        Rule("LLMG002", "A type around a declared record is not partial"),
        Rule("LLMG003", "A declared record has type parameters"),
        Rule("LLMG004", "A declaration is not a plain record"),
        Rule("LLMG005", "A component stands where no decoder is declared"),
        Rule("LLMG006", "A part is missing"),
        Rule("LLMG007", "Two parts for the same place"),
        Rule("LLMG008", "The record's name is taken by emitted code"),
        Rule("LLMG009", "A name nearby hides one that emitted code uses"),
        Rule("LLMG010", "A size is missing or impossible"),
        Rule("LLMG011", "The hidden size cannot be split over the heads"),
        Rule("LLMG012", "Query heads cannot share the key and value heads"),
        Rule("LLMG013", "Rotary positions need an even head size"),
        Rule("LLMG014", "The norm's epsilon is out of range"),
        Rule("LLMG015", "The rotary base is out of range"),
        Rule("LLMG016", "The model is too large to exist"),
        Rule("LLMG017", "The family has no place for these biases"),
        Rule("LLMG018", "The family is not supported"),
    ];

    /// <summary>The diagnostic of an id.</summary>
    public static DiagnosticDescriptor Of(string id) => All.Single(descriptor => descriptor.Id == id);

    private static DiagnosticDescriptor Rule(string id, string title) =>
        new(id, title, "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true, description: $"See docs/diagnostics/{id}.md.");
}
