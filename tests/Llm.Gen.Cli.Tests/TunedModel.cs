using Llm.Gen.Tests;

namespace Llm.Gen.Cli.Tests;

/// <summary>A tiny model with a tokenizer, made by the tool once, and data to tune it on.</summary>
public sealed class TunedModel : IDisposable
{
    private const string Recipe =
        """
        {
          "model": { "model_type": "llama", "num_hidden_layers": 2, "num_attention_heads": 2, "hidden_size": 16, "intermediate_size": 24, "max_position_embeddings": 64, "rms_norm_eps": 1e-5 },
          "data": { "texts": ["text"], "tokenizer": "bpe", "vocabulary_size": 270, "context": 8, "validation_fraction": 0.2 },
          "training": { "steps": 2, "batch_size": 2, "learning_rate": 0.01 }, "output": "run"
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public TunedModel()
    {
        File.WriteAllText(Within("recipe.json"), Recipe);
        File.WriteAllText(Within("text"), string.Concat(Enumerable.Repeat("the cat sat on the mat, and the dog on the log.\n", 20)));
        Assert.Equal(0, Llm.Run("train", "--config", Within("recipe.json"), "--set", $"output={Within("run")}", "--json").ExitCode);
        File.WriteAllLines(Within("talk.jsonl"), Enumerable.Range(0, 20).Select(i => $$"""{"instruction": "say {{i}}", "output": "the cat {{i}}"}"""));
        File.WriteAllLines(Within("documents.jsonl"), Enumerable.Range(0, 20).Select(i => $$"""{"text": "the dog sat on log {{i}}"}"""));
    }

    public string Model => Within("run/model");

    public string Talk => Within("talk.jsonl");

    public string Documents => Within("documents.jsonl");

    /// <summary>A name in the folder.</summary>
    public string Within(string name) => _folder.File(name);

    public void Dispose() => _folder.Dispose();
}
