using Llm.Gen.Tests;

namespace Llm.Gen.Architectures.Tests;

/// <summary>Published configurations against the counts of the reference, which stand in <c>config_facts.json</c>.</summary>
public sealed class PublishedCountTests
{
    [DataFact("configs")]
    public void Parameters_of_published_configurations_are_counted_to_the_last_digit()
    {
        var wrong = new List<string>();
        foreach (var (path, type, expected) in Counted())
        {
            if (ModelFamily.FindReader(type) is null)
                continue;

            var config = ModelConfig.TryParse(File.ReadAllText(path), out var errors);
            var count = config is null ? string.Join(" ", errors.Select(error => error.Message)) : $"{new ArchitectureFacts(config.Architecture).Parameters}";
            if (count != $"{expected}")
                wrong.Add($"{Path.GetRelativePath(SharedData.Root, path)} ({type}): {count}, expected {expected}");
        }

        Assert.Equal([], wrong);
    }

    [DataFact("configs")]
    public void Published_configurations_of_other_families_are_refused_by_name()
    {
        foreach (var (path, type, _) in Published().Where(row => ModelFamily.FindReader(row.Type) is null))
        {
            Assert.Null(ModelConfig.TryParse(File.ReadAllText(path), out var errors));
            var error = Assert.Single(errors);
            Assert.StartsWith($"model_type \"{type}\" is not supported", error.Message);
        }
    }

    private static IEnumerable<(string Path, string Type, long Parameters)> Counted() =>
        Published().Where(row => row.Parameters is not null).Select(row => (row.Path, row.Type, row.Parameters!.Value));

    private static IEnumerable<(string Path, string Type, long? Parameters)> Published()
    {
        var facts = (JsonObject)JsonReader.Read(File.ReadAllText(Fixtures.Find("config_facts.json")));
        foreach (var member in ((JsonObject)facts.Find("configs")!).Members)
        {
            var row = (JsonObject)member.Value;
            long? parameters = row.Find("parameters") is JsonNumber number && number.TryWhole(out var count) ? count : null;
            yield return (SharedData.Find($"configs/{member.Key}"), ((JsonString)row.Find("model_type")!).Value, parameters);
        }
    }
}
