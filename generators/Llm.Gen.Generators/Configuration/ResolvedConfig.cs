using Llm.Gen.Architectures;
using Llm.Gen.Emission;

namespace Llm.Gen.Generators.Configuration;

/// <summary>What a named configuration says, or why it says nothing.</summary>
/// <param name="Architecture">The model; null when something is wrong.</param>
/// <param name="Findings">What is wrong, and what is only strange; each with a diagnostic's id.</param>
public sealed record ResolvedConfig(Architecture? Architecture, EquatableArray<ArchitectureError> Findings)
{
    /// <summary>Reads the one file that a path names.</summary>
    /// <param name="path">The path.</param>
    /// <param name="files">The additional files that fit it.</param>
    public static ResolvedConfig Of(ConfigPath path, IReadOnlyList<ConfigFile> files)
    {
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
            ? Read(path, text)
            : Refused("LLMG021", $"\"{path.Text}\" cannot be read", "expected a text file in UTF-8", "correct the file");
    }

    private static ResolvedConfig Read(ConfigPath path, string text)
    {
        if (ModelConfig.TryParse(text, out var errors) is not { } config)
            return new(null, errors.Select(error => error with { Id = "LLMG023", Found = $"{path.Text}: {error.Found}" }).ToEquatableArray());

        var limits = EmitterLimits.Check(config.Architecture);
        if (limits.Count > 0)
            return new(null, limits.Select(limit => limit with { Found = $"{path.Text}: {limit.Found}" }).ToEquatableArray());

        var unknown = config.UnknownKeys.Select(key =>
            new ArchitectureError("LLMG024", ArchitectureMember.Whole, $"{path.Text}: {key.Found}", key.Expected, "correct its spelling, or remove it: it is not used"));
        return new(config.Architecture, unknown.ToEquatableArray());
    }

    private static ResolvedConfig Refused(string id, string found, string expected, string remedy) =>
        new(null, new([new(id, ArchitectureMember.Whole, found, expected, remedy)]));
}
