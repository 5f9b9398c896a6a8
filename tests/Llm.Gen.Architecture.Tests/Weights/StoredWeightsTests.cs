namespace Llm.Gen.Architectures.Tests;

public sealed class StoredWeightsTests
{
    [Fact]
    public void Weights_come_in_the_order_of_the_computation_with_their_shapes()
    {
        var architecture = Architectures.Tiny with { Layers = new([Architectures.Tiny.Layers[0]]) };

        var weights = architecture.Weights().Select(weight => $"{weight.Name} {string.Join("x", weight.Shape)}");

        Assert.Equal(
        [
            "model.embed_tokens.weight 96x32",
            "model.layers.0.input_layernorm.weight 32",
            "model.layers.0.self_attn.q_proj.weight 32x32",
            "model.layers.0.self_attn.k_proj.weight 16x32",
            "model.layers.0.self_attn.v_proj.weight 16x32",
            "model.layers.0.self_attn.o_proj.weight 32x32",
            "model.layers.0.post_attention_layernorm.weight 32",
            "model.layers.0.mlp.gate_proj.weight 64x32",
            "model.layers.0.mlp.up_proj.weight 64x32",
            "model.layers.0.mlp.down_proj.weight 32x64",
            "model.norm.weight 32",
            "lm_head.weight 96x32",
        ], weights);
    }

    [Fact]
    public void Biases_follow_their_matrices_and_a_tied_embedding_stands_once()
    {
        var architecture = (Architectures.Tiny with { TiedEmbeddings = true })
            .WithHeads(heads => heads with { Bias = AttentionBias.All })
            .WithGated(gated => gated with { HasBias = true });

        var names = architecture.Weights().Select(weight => weight.Name).ToList();

        Assert.DoesNotContain("lm_head.weight", names);
        Assert.Equal(14, names.Count(name => name.EndsWith(".bias", StringComparison.Ordinal)));
        Assert.Equal("model.layers.1.mlp.down_proj.bias", names[^2]);
    }
}
