using Llm.Gen.Tests;

namespace Llm.Gen.Tokenization.Tests;

/// <summary>The tokenizers of one concept each.</summary>
public static class SmallTokenizers
{
    private const string Suffix = ".tokenizer.json";

    public static TheoryData<string> All => [.. Names()];

    /// <summary>The names, such as "decoders/fuse".</summary>
    public static IEnumerable<string> Names()
    {
        var folder = Fixtures.Find("tokenization/small");
        return Directory.EnumerateFiles(folder, "*" + Suffix, SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => Path.GetRelativePath(folder, path)[..^Suffix.Length].Replace('\\', '/'));
    }

    public static Tokenizer Load(string name) => Tokenizer.Load(Fixtures.Find($"tokenization/small/{name}{Suffix}"));
}
