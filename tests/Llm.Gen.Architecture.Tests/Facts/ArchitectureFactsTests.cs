using System.Text.Json;
using Llm.Gen.Tests;

namespace Llm.Gen.Architectures.Tests;

public sealed class ArchitectureFactsTests
{
    [DataFact("configs")]
    public void Parameters_of_published_models_are_the_references()
    {
        using var facts = JsonDocument.Parse(File.ReadAllText(Fixtures.Find("config_facts.json")));
        var counted = 0;

        foreach (var entry in facts.RootElement.GetProperty("configs").EnumerateObject())
        {
            if (!entry.Value.TryGetProperty("parameters", out var expected) || ModelConfig.TryParse(File.ReadAllText(SharedData.Find("configs/" + entry.Name)), out _) is not { } config)
                continue;

            Assert.Equal((entry.Name, expected.GetInt64()), (entry.Name, new ArchitectureFacts(config.Architecture).Parameters));
            counted++;
        }

        Assert.NotEqual(0, counted);
    }

    [Fact]
    public void The_cache_holds_keys_and_values_of_every_layer()
    {
        var facts = new ArchitectureFacts(Architectures.Tiny);

        Assert.Equal(2 * 2 * 2 * 8, facts.CachedValuesPerToken);
        Assert.Equal(2 * 64, facts.CachedBytesPerToken(2));
    }

    [Fact]
    public void A_token_costs_two_operations_for_each_number_of_a_matrix_and_four_for_each_column_and_token_seen()
    {
        var untied = new ArchitectureFacts(Architectures.Tiny);
        var tied = new ArchitectureFacts(Architectures.Tiny with { TiedEmbeddings = true });

        var layer = 32 * 32 * 2 + 32 * 16 * 2 + 3 * 32 * 64;
        var expected = 2.0 * (2 * layer + 96 * 32) + 4.0 * 2 * 32 * 10;

        Assert.Equal(expected, untied.FlopsPerToken(10));
        Assert.Equal(expected, tied.FlopsPerToken(10));
    }

    [Fact]
    public void Memory_is_weights_and_cache_or_weights_gradients_and_moments()
    {
        var facts = new ArchitectureFacts(Architectures.Tiny);

        var generation = facts.GenerationMemory(batch: 3, context: 5, bytesPerWeight: 2, bytesPerCachedValue: 4);
        var training = facts.TrainingMemory(bytesPerWeight: 4);

        Assert.Equal(new MemoryEstimate(2 * facts.Parameters, 3 * 5 * 4 * 64, 0, 0), generation);
        Assert.Equal(16 * facts.Parameters, training.Total);
        Assert.Equal(16 * facts.Parameters, facts.TrainingMemory(bytesPerWeight: 2).Total);
    }
}
