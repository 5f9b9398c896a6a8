namespace Llm.Gen.Architectures;

/// <summary>A key of config.json in which two architectures differ.</summary>
/// <param name="Key">The key.</param>
/// <param name="Declared">The value that the first has, as JSON.</param>
/// <param name="Found">The value that the second has, as JSON.</param>
public sealed record ConfigDifference(string Key, string Declared, string Found)
{
    /// <summary>Every key in which two architectures differ, in the order of their parts; empty exactly when they are equal.</summary>
    /// <param name="declared">An architecture without errors.</param>
    /// <param name="found">Another one.</param>
    public static EquatableArray<ConfigDifference> Between(Architecture declared, Architecture found) =>
        ConfigExport.Members(declared)
            .Zip(ConfigExport.Members(found), (first, second) => new ConfigDifference(first.Key, first.Value.Text, second.Value.Text))
            .Where(difference => difference.Declared != difference.Found)
            .ToEquatableArray();
}
