using Llm.Gen.Tests;

namespace Llm.Gen.Architectures.Tests;

public sealed class FixtureConfigTests
{
    public static TheoryData<string> Cases() => [.. Fixtures.Folders("models").Where(folder => File.Exists(Path.Combine(folder, "config.v5.json"))).Select(folder => Path.GetFileName(folder))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Both_spellings_mean_the_same_model_or_are_both_refused(string name)
    {
        var older = ModelConfig.TryParse(Read(name, "config.json"), out var olderErrors);
        var newer = ModelConfig.TryParse(Read(name, "config.v5.json"), out var newerErrors);

        Assert.Equal(older, newer);
        Assert.Equal(olderErrors.Select(error => error.Id), newerErrors.Select(error => error.Id));
        Assert.Empty(older?.UnknownKeys ?? default);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_written_is_read_back(string name)
    {
        if (ModelConfig.TryParse(Read(name, "config.json"), out _) is { } config)
            Assert.Equal(config, ModelConfig.Parse(config.ToJson()));
    }

    [DataFact("configs")]
    public void A_published_configuration_is_read_or_refused_in_three_parts()
    {
        foreach (var file in Directory.EnumerateFiles(SharedData.Find("configs"), "*.json", SearchOption.AllDirectories))
        {
            ModelConfig.TryParse(File.ReadAllText(file), out var errors);
            Assert.All(errors, error => Assert.True(error.Message.Count(c => c == ';') >= 2, error.Message));
        }
    }

    private static string Read(string name, string file) => File.ReadAllText(Fixtures.Find($"models/{name}/{file}"));
}
