using Llm.Gen.Architectures;
using Llm.Gen.Tests;

namespace Llm.Gen.Cli.Tests;

/// <summary>Model folders among the fixtures, by whether the product supports their architecture yet.</summary>
internal static class Cases
{
    public static IReadOnlyList<string> Supported { get; } = Fixtures.Folders("models").Where(IsSupported).ToArray();

    /// <summary>Those of the default family, whose tensors have the names that tests damage.</summary>
    public static IReadOnlyList<string> Plain { get; } = Supported.Where(folder => Read(folder)!.Architecture.Family == ModelFamily.Default.Name).ToArray();

    public static IReadOnlyList<string> Unsupported { get; } = Fixtures.Folders("models").Where(folder => !IsSupported(folder)).ToArray();

    public static TheoryData<string> SupportedData => new(Supported);

    private static bool IsSupported(string folder) => Read(folder) is not null;

    private static ModelConfig? Read(string folder) => ModelConfig.TryParse(File.ReadAllText(Path.Combine(folder, "config.json")), out _);
}
