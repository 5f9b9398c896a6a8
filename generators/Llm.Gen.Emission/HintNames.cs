using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>The names of emitted files. The compiler tells them apart without case, so that different records of a project may come to the same name.</summary>
public static class HintNames
{
    /// <summary>What a record's files are called before the concern: "Examples.TinyLlama".</summary>
    public static string Of(RecordName record) => record.QualifiedName.Replace("@", "");

    /// <summary>What has to be added to names that several records come to; nothing where each has its own.</summary>
    public static EquatableArray<HintSuffix> Suffixes(IEnumerable<RecordName> records) =>
        records.GroupBy(Of, StringComparer.OrdinalIgnoreCase)
            .SelectMany(group => group
                .Select(record => record.Identity)
                .OrderBy(identity => identity, StringComparer.Ordinal)
                .Select((identity, place) => new HintSuffix(identity, place == 0 ? "" : $"-{place + 1}")))
            .Where(suffix => suffix.Suffix.Length > 0)
            .OrderBy(suffix => suffix.Identity, StringComparer.Ordinal)
            .ToEquatableArray();

    /// <summary>A declaration whose files have names of their own.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="suffixes">What <see cref="Suffixes"/> found.</param>
    public static ModelDeclaration Distinguish(ModelDeclaration declaration, EquatableArray<HintSuffix> suffixes) =>
        suffixes.FirstOrDefault(suffix => suffix.Identity == declaration.Identity) is { } own ? declaration with { HintSuffix = own.Suffix } : declaration;
}
