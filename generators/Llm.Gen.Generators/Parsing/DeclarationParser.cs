using System.Diagnostics;
using Llm.Gen.Architectures;
using Llm.Gen.Emission;
using Llm.Gen.Generators.Configuration;
using Microsoft.CodeAnalysis;

namespace Llm.Gen.Generators.Parsing;

/// <summary>Reads a record and its attributes. It alone sees symbols: it decides, checks and derives, so that the emitter only prints.</summary>
public static class DeclarationParser
{
    /// <summary>Reads a type; one without any attribute of ours has no declaration and no problem.</summary>
    /// <param name="type">The type.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static ParsedDeclaration Parse(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var attributes = type.GetAttributes()
            .Where(attribute => IsOurs(attribute.AttributeClass))
            .Select(attribute => new AttributeReader(attribute, cancellation))
            .ToList();
        if (attributes.Count == 0 || type.TypeKind is TypeKind.Enum or TypeKind.Delegate)
            return new([]);

        var record = new DeclaredRecord(type, cancellation);
        var problems = new List<DeclarationProblem>();
        if (attributes.Find(attribute => attribute.Name == "FromConfig") is { } file)
            return ReadReference(file, attributes, record, problems);
        if (attributes.Find(attribute => attribute.Name == "Decoder") is { } decoder)
            return new(problems) { Declaration = ReadParts(decoder, attributes, record, problems), Identifier = record.Identifier };

        problems.Add(new("LLMG005",
            $"[{attributes[0].Name}] stands on {type.Name}, which is no decoder",
            "expected [Decoder] beside it",
            "add [Decoder(Layers = .., Hidden = .., Vocab = .., Positions = ..)], or remove it",
            attributes[0].Location));
        return new(problems);
    }

    private static ParsedDeclaration ReadReference(AttributeReader file, List<AttributeReader> attributes, DeclaredRecord record, List<DeclarationProblem> problems)
    {
        foreach (var other in attributes.Where(other => other != file))
        {
            problems.Add(new("LLMG007",
                $"[{other.Name}] stands beside [FromConfig]", "expected the whole declaration in one place", "remove one of the two", other.Location));
        }

        record.Check(problems);
        if (problems.Count > 0 || !file.IsBound)
            return new(problems);

        var path = ConfigPath.Of(file.Value("path", ""), file.Location.GetMappedLineSpan().Path ?? "");
        return new(problems) { Reference = new(record.Name, path), Identifier = record.Identifier, PathLocation = file.LocationOf("path") };
    }

    private static ModelDeclaration? ReadParts(AttributeReader decoder, List<AttributeReader> attributes, DeclaredRecord record, List<DeclarationProblem> problems)
    {
        record.Check(problems);
        var areBound = attributes.All(attribute => attribute.IsBound);
        if (Fill(attributes, record, problems) is not { } components || !areBound)
            return null;

        var draft = new DeclarationDraft();
        Component.ReadDecoder(decoder, draft);
        foreach (var (attribute, component) in components)
            component.Read(attribute, draft);

        var architecture = draft.Build();
        foreach (var error in draft.Errors.Concat(ArchitectureRules.Check(architecture, MemberSpelling.Declaration)))
        {
            var suggestion = error.Member == ArchitectureMember.Family ? $"\"{ModelFamily.Nearest(architecture.Family).Name}\"" : null;
            problems.Add(DeclarationProblem.Of(error, draft.LocationOf(error.Member)) with { Suggestion = suggestion });
        }

        if (problems.Count == 0 && draft.Family is null)
            architecture = architecture with { Family = ModelFamily.For(architecture).Name };
        if (problems.Count == 0)
            problems.AddRange(EmitterLimits.Check(architecture).Select(error => DeclarationProblem.Of(error, record.Identifier)));
        return problems.Count == 0 ? new(record.Name, architecture) : null;
    }

    private static bool IsOurs(INamedTypeSymbol? attribute) =>
        attribute is { ContainingNamespace: { Name: "Gen", ContainingNamespace: { Name: "Llm", ContainingNamespace.IsGlobalNamespace: true } } }
        && (attribute.Name is nameof(DecoderAttribute) or nameof(FromConfigAttribute) || Component.All.Any(component => component.Name + nameof(Attribute) == attribute.Name));

    /// <summary>Gives each slot its attribute; null when one is left without.</summary>
    private static List<(AttributeReader Attribute, Component Component)>? Fill(List<AttributeReader> attributes, DeclaredRecord record, List<DeclarationProblem> problems)
    {
        var filled = new List<(AttributeReader Attribute, Component Component)>();
        foreach (var attribute in attributes)
        {
            if (Component.All.FirstOrDefault(component => component.Name == attribute.Name) is not { } component)
                continue;

            if (filled.FirstOrDefault(other => other.Component.Slot == component.Slot).Component is { } first)
                problems.Add(new("LLMG007", $"[{component.Name}] stands beside [{first.Name}]", $"expected one {Noun(component.Slot)}", "remove one of the two", attribute.Location));
            else
                filled.Add((attribute, component));
        }

        var isComplete = true;
        foreach (var slot in new[] { ComponentSlot.Attention, ComponentSlot.FeedForward, ComponentSlot.Norm, ComponentSlot.Position })
        {
            if (filled.Any(other => other.Component.Slot == slot))
                continue;

            var choices = Component.All.Where(component => component.Slot == slot).Select(component => component.Name).ToList();
            var offer = (choices.Count > 1 ? "one of " : "") + string.Join(", ", choices.Select(choice => $"[{choice}]"));
            problems.Add(new("LLMG006", $"{record.PlainName} has no {Noun(slot)}", "expected one for its layers", $"add {offer}", record.Identifier)
            {
                Suggestion = choices.Count == 1 ? choices[0] : null,
            });
            isComplete = false;
        }

        return isComplete ? filled : null;
    }

    private static string Noun(ComponentSlot slot) => slot switch
    {
        ComponentSlot.Attention => "attention",
        ComponentSlot.Window => "window",
        ComponentSlot.FeedForward => "feed-forward",
        ComponentSlot.Norm => "norm",
        ComponentSlot.Position => "way to tell positions",
        ComponentSlot.Family => "family of names",
        _ => throw new UnreachableException(),
    };
}
