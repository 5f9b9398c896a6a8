namespace Llm.Gen.Architectures;

/// <summary>A key of config.json in which two architectures differ.</summary>
/// <param name="Key">The key.</param>
/// <param name="Declared">The value that the first has, as JSON; null where it leaves the key out.</param>
/// <param name="Found">The value that the second has, as JSON; null where it leaves the key out.</param>
public sealed record ConfigDifference(string Key, string Declared, string Found)
{
    /// <summary>Every key in which two architectures differ, in the order of their parts; empty exactly when they are equal.</summary>
    /// <param name="declared">An architecture without errors.</param>
    /// <param name="found">Another one.</param>
    public static EquatableArray<ConfigDifference> Between(Architecture declared, Architecture found)
    {
        var (first, second) = (ConfigExport.Members(declared), ConfigExport.Members(found));
        return first.Concat(second).Select(member => member.Key).Distinct()
            .Select(key => new ConfigDifference(key, Text(first, key), Text(second, key)))
            .Where(difference => difference.Declared != difference.Found)
            .ToEquatableArray();
    }

    private static string Text(IReadOnlyList<JsonMember> members, string key) => members.FirstOrDefault(member => member.Key == key)?.Value.Text ?? "null";
}
