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

    [Fact]
    public void A_token_passes_through_the_chosen_experts_alone()
    {
        var expert = new GatedFeedForwardSpec { Inner = 16, Activation = GateActivation.Silu };
        var dense = new ArchitectureFacts(Architectures.Tiny.With(layer => layer with { FeedForward = expert }));
        var mixed = new ArchitectureFacts(Own(Architectures.Tiny.With(layer => layer with { FeedForward = new MoeSpec { Experts = 4, Chosen = 2, Expert = expert } })));

        var ofExpert = 3 * 16 * 32;
        var ofRouter = 4 * 32;

        Assert.Equal(dense.Parameters + 2 * (3 * ofExpert + ofRouter), mixed.Parameters);
        Assert.Equal(dense.Parameters + 2 * (ofExpert + ofRouter), mixed.ActiveParameters);
        Assert.Equal(dense.FlopsPerToken(1) + 2 * 2 * (ofExpert + ofRouter), mixed.FlopsPerToken(1));
    }

    [Fact]
    public void A_latent_attention_caches_its_latent_and_one_rotated_key()
    {
        var latent = new LatentAttentionSpec { Heads = 4, KeyValueRank = 16, PlainSize = 8, RotarySize = 4, ValueSize = 8, Norm = new RmsNormSpec { Epsilon = 1e-6 } };

        Assert.Equal(2 * (16 + 4), new ArchitectureFacts(Own(Architectures.Tiny.With(layer => layer with { Attention = latent }))).CachedValuesPerToken);
    }

    [Fact]
    public void A_window_bounds_what_a_sequence_keeps_and_what_a_token_reads()
    {
        var facts = new ArchitectureFacts(Own(Architectures.Tiny.WithHeads(heads => heads with { Window = 6, SinkTokens = 2 })));
        var whole = new ArchitectureFacts(Architectures.Tiny);

        Assert.Equal(whole.CachedValues(5), facts.CachedValues(5));
        Assert.Equal(whole.CachedValues(8), facts.CachedValues(100));
        Assert.Equal(whole.FlopsPerToken(8), facts.FlopsPerToken(100));
    }

    [Theory]
    [InlineData(OptimizerKind.AdamW, 8)]
    [InlineData(OptimizerKind.Lion, 4)]
    [InlineData(OptimizerKind.Momentum, 4)]
    [InlineData(OptimizerKind.Sgd, 0)]
    public void Optimisers_keep_a_state_of_their_own_and_masters_beside_bfloat16(OptimizerKind optimizer, int bytes)
    {
        var facts = new ArchitectureFacts(Architectures.Tiny);

        Assert.Equal(bytes * facts.Parameters, facts.TrainingMemory(4, optimizer).OptimizerState);
        Assert.Equal((bytes + 4) * facts.Parameters, facts.TrainingMemory(2, optimizer).OptimizerState);
    }

    [Fact]
    public void Adafactor_keeps_rows_and_columns_and_8_bit_moments_a_quarter()
    {
        var facts = new ArchitectureFacts(Architectures.Tiny);
        var rowsAndColumns = Architectures.Tiny.Weights().Sum(weight => weight.Shape.Count == 2 ? weight.Shape[0] + weight.Shape[1] : weight.Count);

        Assert.Equal(4 * rowsAndColumns, facts.TrainingMemory(4, OptimizerKind.Adafactor).OptimizerState);
        Assert.InRange(facts.TrainingMemory(4, OptimizerKind.AdamW8Bit).OptimizerState, 2 * facts.Parameters, 2.04 * facts.Parameters);
    }

    [Fact]
    public void The_parts_add_up_to_the_whole()
    {
        foreach (var folder in Llm.Gen.Tests.Fixtures.Folders("models"))
        {
            var facts = new ArchitectureFacts(ModelConfig.Parse(File.ReadAllText(Path.Combine(folder, "config.json"))).Architecture);

            Assert.Equal(facts.Parameters, facts.Parts.Embedding + facts.Parts.Attention + facts.Parts.FeedForward + facts.Parts.Norms + facts.Parts.Head);
        }
    }

    private static Architecture Own(Architecture architecture) => architecture with { Family = ModelFamily.Own.Name };
}
