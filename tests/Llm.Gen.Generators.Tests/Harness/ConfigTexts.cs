namespace Llm.Gen.Tests;

/// <summary>Configurations that tests declare models by.</summary>
internal static class ConfigTexts
{
    /// <summary>A model with every key that is required, and no other.</summary>
    public const string Tiny =
        """
        {
          "model_type": "llama",
          "num_hidden_layers": 2,
          "hidden_size": 32,
          "vocab_size": 96,
          "max_position_embeddings": 64,
          "num_attention_heads": 4,
          "intermediate_size": 64,
          "rms_norm_eps": 1e-06
        }
        """;
}
