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
        var draft = new DeclarationDraft { Record = record.Symbol };
        var areBound = attributes.All(attribute => attribute.IsBound);
        var parts = new DeclarationParts(attributes, draft, problems);
        if (!parts.Check(record.PlainName, record.Identifier) || !areBound)
            return null;

        var ofDecoder = new Dictionary<ArchitectureMember, Location>();
        if (DecoderReader.Read(decoder, draft, ofDecoder) is { } error)
            problems.Add(DeclarationProblem.Of(error, ofDecoder[ArchitectureMember.Layers]));
        var layers = parts.Layers(record.PlainName, record.Identifier);
        foreach (var part in parts.All)
            problems.AddRange(part.Errors.Select(wrong => DeclarationProblem.Of(wrong, part.Locations[wrong.Member])));
        if (layers is null)
            return null;

        problems.AddRange(draft.Components.Select(component => RecordNameRules.Hide(record.Symbol, component, record.Identifier)).OfType<DeclarationProblem>().Distinct());
        var architecture = draft.Build(layers);
        foreach (var wrong in ArchitectureRules.Check(architecture, MemberSpelling.Declaration))
            problems.Add(Place(wrong, architecture, parts, ofDecoder));
        if (problems.Count == 0 && draft.Family is null)
            architecture = architecture with { Family = ModelFamily.For(architecture).Name };
        if (problems.Count == 0)
            problems.AddRange(EmitterLimits.Check(architecture).Select(limit => DeclarationProblem.Of(limit, record.Identifier)));
        return problems.Count == 0 ? new(record.Name, architecture) { Components = ComponentTypes.UsedBy(architecture, draft.Components) } : null;
    }

    /// <summary>Where an error is written: of several parts that have the member, the one whose layers alone break the rule.</summary>
    private static DeclarationProblem Place(ArchitectureError error, Architecture architecture, DeclarationParts parts, Dictionary<ArchitectureMember, Location> ofDecoder)
    {
        var suggestion = error.Member == ArchitectureMember.Family ? $"\"{ModelFamily.Nearest(architecture.Family).Name}\"" : null;
        var candidates = parts.All.Where(part => part.Locations.ContainsKey(error.Member)).ToList();
        var guilty = candidates.Count < 2 ? candidates.FirstOrDefault() : candidates.Find(IsGuilty) ?? candidates[candidates.Count - 1];
        var location = guilty?.Locations[error.Member] ?? (ofDecoder.TryGetValue(error.Member, out var found) ? found : ofDecoder[ArchitectureMember.Whole]);
        return DeclarationProblem.Of(error, location) with { Suggestion = suggestion };

        bool IsGuilty(PartReading part)
        {
            var alone = architecture with { Layers = parts.LayersOf(part).Select(i => architecture.Layers[i]).ToEquatableArray() };
            return alone.Layers.Count > 0 && ArchitectureRules.Check(alone, MemberSpelling.Declaration).Contains(error);
        }
    }

    private static bool IsOurs(INamedTypeSymbol? attribute) =>
        attribute is { ContainingNamespace: { Name: "Gen", ContainingNamespace: { Name: "Llm", ContainingNamespace.IsGlobalNamespace: true } } }
        && (attribute.Name is nameof(DecoderAttribute) or nameof(FromConfigAttribute) || Component.All.Any(component => component.Name + nameof(Attribute) == attribute.Name));
}
