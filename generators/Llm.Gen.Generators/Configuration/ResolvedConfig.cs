using Llm.Gen.Architectures;
using Llm.Gen.Emission;
using Llm.Gen.Generators.Components;

namespace Llm.Gen.Generators.Configuration;

/// <summary>What a named configuration says, or why it says nothing.</summary>
/// <param name="Declaration">The model; null when something is wrong.</param>
/// <param name="Findings">What is wrong, and what is only strange; each with a diagnostic's id.</param>
public sealed record ResolvedConfig(ModelDeclaration? Declaration, EquatableArray<ArchitectureError> Findings)
{
    /// <summary>Reads the one file that a record names.</summary>
    /// <param name="reference">The record, and the path.</param>
    /// <param name="files">The additional files that fit it.</param>
    /// <param name="components">The components that the file may name.</param>
    public static ResolvedConfig Of(ConfigReference reference, IReadOnlyList<ConfigFile> files, IReadOnlyList<RegisteredComponent> components)
    {
        var path = reference.Path;
        if (files.Count == 0)
        {
            return Refused("LLMG021", $"No additional file's path ends with \"{path.Text}\"", "expected the configuration among the project's additional files",
                $"add <AdditionalFiles Include=\"{path.Text}\" /> to the project, or correct the path");
        }

        if (files.Count > 1)
        {
            var paths = files.Select(file => file.Path).OrderBy(file => file, StringComparer.Ordinal);
            return Refused("LLMG022", $"\"{path.Text}\" fits {string.Join(" and ", paths)}", "expected one file", "write more of its path, or begin it with ./ from the source file");
        }

        return files[0].Text is { } text
            ? Read(reference, text, components)
            : Refused("LLMG021", $"\"{path.Text}\" cannot be read", "expected a text file in UTF-8", "correct the file");
    }

    private static ResolvedConfig Read(ConfigReference reference, string text, IReadOnlyList<RegisteredComponent> components)
    {
        var path = reference.Path;
        if (ModelConfig.TryParse(text, out var errors) is not { } config)
            return new(null, errors.Select(error => error with { Id = "LLMG023", Found = $"{path.Text}: {error.Found}" }).ToEquatableArray());

        var types = components.Select(component => component.Type).ToList();
        var used = ComponentTypes.UsedBy(config.Architecture, types);
        List<ArchitectureError> refused = [.. ComponentTypes.Check(config.Architecture, types), .. Ambiguous(used, types), .. Hidden(reference.Record, used, components), .. EmitterLimits.Check(config.Architecture)];
        if (refused.Count > 0)
            return new(null, refused.Select(error => error with { Found = $"{path.Text}: {error.Found}" }).ToEquatableArray());

        var unknown = config.UnknownKeys.Select(key =>
            new ArchitectureError("LLMG024", ArchitectureMember.Whole, $"{path.Text}: {key.Found}", key.Expected, "correct its spelling, or remove it: it is not used"));
        return new(new(reference.Record, config.Architecture) { Components = used }, unknown.ToEquatableArray());
    }

    /// <summary>Names that are used and mean several components, of different assemblies.</summary>
    private static IEnumerable<ArchitectureError> Ambiguous(IReadOnlyList<ComponentType> used, List<ComponentType> all) =>
        from type in used
        let other = all.Find(one => one.Kind == type.Kind && one.Name == type.Name && one.FullName != type.FullName)
        where other is not null
        select new ArchitectureError("LLMG035", ArchitectureMember.Component, $"\"{type.Name}\" is {type.DisplayName} and {other.DisplayName}", "expected a name for one component alone", "give one of the two another name");

    /// <summary>Components that a public model cannot have as members.</summary>
    private static IEnumerable<ArchitectureError> Hidden(RecordName record, IEnumerable<ComponentType> used, IReadOnlyList<RegisteredComponent> components) =>
        components.Where(component => record.Accessibility == "public" && !component.IsPublic && used.Contains(component.Type))
            .Select(component => new ArchitectureError("LLMG034", ArchitectureMember.Component, $"{component.Type.Path} is less accessible than {record.Name}, whose layers have it as a member",
                "expected it to be public", $"write it so, or make {record.Name} less accessible"));

    private static ResolvedConfig Refused(string id, string found, string expected, string remedy) =>
        new(null, new([new(id, ArchitectureMember.Whole, found, expected, remedy)]));
}
