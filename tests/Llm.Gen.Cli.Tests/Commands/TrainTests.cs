using Llm.Gen.Tests;

namespace Llm.Gen.Cli.Tests.Commands;

public class TrainTests
{
    private const string Recipe =
        """
        {
          // tiny
          "model": { "model_type": "llama", "num_hidden_layers": 1, "num_attention_heads": 2, "hidden_size": 16, "intermediate_size": 24, "max_position_embeddings": 16, "rms_norm_eps": 1e-5 },
          "data": { "texts": ["text"], "tokenizer": "characters", "context": 8, "validation_fraction": 0.2 },
          "training": { "steps": 3, "batch_size": 2, "learning_rate": 0.01 },
          "output": "run",
        }
        """;

    [Fact]
    public void A_recipe_makes_a_model_that_generates()
    {
        using var folder = Written(Recipe);

        var trained = Llm.Run("train", "--config", folder.File("recipe.json"), "--set", $"output={folder.File("run")}", "training.steps=4", "--json");

        Assert.Equal(0, trained.ExitCode);
        Assert.Equal(4, trained.Json.GetProperty("steps").GetInt64());
        Assert.True(trained.Json.GetProperty("validation_loss").GetDouble() is > 0 and < 10);
        Assert.True(trained.Json.GetProperty("tokens_per_second").GetDouble() > 0);
        var text = Llm.Run("generate", folder.File("run/model"), "--prompt", "the", "--max-new-tokens", "4", "--json");
        Assert.Equal((0, ""), (text.ExitCode, text.Error));
    }

    [Fact]
    public void A_recipe_names_components_of_an_assembly_that_the_command_line_trusts()
    {
        var assembly = Repository.Find($"artifacts/bin/CustomComponent/{new DirectoryInfo(AppContext.BaseDirectory).Name}/CustomComponent.dll");
        using var folder = Written(Recipe.Replace("\"llama\",", "\"llama\", \"attn_impl\": \"differential\",", StringComparison.Ordinal));
        string[] train = ["train", "--config", folder.File("recipe.json"), "--set", $"output={folder.File("run")}"];

        Llm.Run(train).AssertRefused("No attention is registered as \"differential\"");
        var trained = Llm.Run([.. train, "--components", assembly, "--json"]);
        var text = Llm.Run("generate", folder.File("run/model"), "--prompt", "the", "--max-new-tokens", "4", "--components", assembly, "--json");
        var inspected = Llm.Run("inspect", folder.File("run/model"), "--json");

        Assert.Equal((0, 0, 0), (trained.ExitCode, text.ExitCode, inspected.ExitCode));
        Assert.Contains("\"differential\" is a component of its user's", inspected.Json.GetProperty("warnings")[0].GetString());
        Llm.Run("generate", folder.File("run/model"), "--prompt", "the").AssertRefused("differential");
        TunedAndMerged(folder, assembly);
        Llm.Run([.. train, "--components", folder.File("recipe.json")]).AssertRefused("is no assembly");
        Llm.Run([.. train, "--components", folder.File("absent.dll")]).AssertRefused("absent.dll");
    }

    /// <summary>The model of a component is tuned, in full and by an adapter, and merged, where that component is trusted.</summary>
    private static void TunedAndMerged(TemporaryFolder folder, string assembly)
    {
        var (model, adapter, merged) = (folder.File("run/model"), folder.File("adapter"), folder.File("merged"));
        string[] trusted = ["--components", assembly, "--json"], prompt = ["--prompt", "the", "--max-new-tokens", "8"];
        string[] tune = ["finetune", model, "--data", folder.File("text"), "--context", "8", "--batch-size", "2", "--eval-fraction", "0", "--eval-data", folder.File("text"), "--steps", "20", "--learning-rate", "0.05", "--end-documents", "false"];
        string[] merge = ["merge", model, adapter, merged];

        Llm.Run([.. tune, "--method", "lora", "--output", adapter]).AssertRefused("No attention is registered as \"differential\"");
        var (lora, full) = (Llm.Run([.. tune, "--method", "lora", "--output", adapter, .. trusted]), Llm.Run([.. tune, "--method", "full", "--output", folder.File("full"), .. trusted]));
        Assert.True((lora.ExitCode, full.ExitCode) == (0, 0), lora.Error + full.Error);
        Llm.Run(merge).AssertRefused("differential");
        var put = Llm.Run([.. merge, .. trusted]);
        Assert.True(put.ExitCode == 0, put.Error);

        var beside = Llm.Run(["generate", model, "--adapter", adapter, .. prompt, .. trusted]);
        var within = Llm.Run(["generate", merged, .. prompt, .. trusted]);
        Assert.True((beside.ExitCode, within.ExitCode) == (0, 0), beside.Error + within.Error);
        Assert.Equal(beside.Json.GetProperty("text").GetString(), within.Json.GetProperty("text").GetString());
        Assert.Equal(0, Llm.Run(["generate", folder.File("full"), .. prompt, .. trusted]).ExitCode);
    }

    [Fact]
    public void A_run_whose_weights_are_averaged_leaves_their_average_as_a_model_too()
    {
        using var folder = Written(Recipe);
        string[] train = ["train", "--config", folder.File("recipe.json"), "--set", $"output={folder.File("run")}"];

        var trained = Llm.Run([.. train, "training.average={\"decay\": 0.9}", "training.steps=8", "--json"]);

        Assert.True(trained.ExitCode == 0, trained.Error);
        var averaged = folder.File("run/averaged");
        Assert.Equal(averaged, trained.Json.GetProperty("averaged").GetString());
        Assert.Equal(0, Llm.Run("generate", averaged, "--prompt", "the", "--max-new-tokens", "4", "--json").ExitCode);
        Assert.Equal(Llm.Run("inspect", folder.File("run/model"), "--json").Json.GetProperty("parameters").GetInt64(), Llm.Run("inspect", averaged, "--json").Json.GetProperty("parameters").GetInt64());
        Assert.NotEqual(File.ReadAllBytes(folder.File("run/model/model.safetensors")), File.ReadAllBytes(folder.File("run/averaged/model.safetensors")));
        Assert.Equal(File.ReadAllBytes(folder.File("run/checkpoints/step-0000000008/model.safetensors")), File.ReadAllBytes(folder.File("run/model/model.safetensors")));
        Llm.Run([.. train, "training.average={\"first_step\": 9}"]).AssertRefused("first_step 9, expected at most steps (3)");
    }

    [Fact]
    public void A_run_is_tracked_where_its_recipe_says_so_and_needs_no_server()
    {
        using var folder = Written(Recipe);

        var trained = Llm.Run(
            "train", "--config", folder.File("recipe.json"), "--set", $"output={folder.File("run")}", $"tracking.tensorboard={folder.File("board")}", "tracking.mlflow=http://127.0.0.1:9",
            "tracking.samples={\"prompts\": [\"the\"], \"every\": 2, \"max_new_tokens\": 4}", "tracking.measure_peak=true", "--json");

        Assert.Equal(0, trained.ExitCode);
        Assert.Single(Directory.GetFiles(folder.File("board"), "events.out.tfevents.*"));
        Assert.Equal(3, File.ReadAllLines(folder.File("run/samples.jsonl")).Length);
        Assert.Contains("[2] the > ", trained.Error);
        Assert.Single(trained.Error.Split('\n'), line => line.Contains("MLflow at http://127.0.0.1:9 failed"));
        Assert.Contains("flops_utilization", File.ReadAllText(folder.File("run/metrics.jsonl")));
    }

    [Fact]
    public void A_run_that_ended_goes_on_when_it_is_resumed()
    {
        using var folder = Written(Recipe);
        var output = $"output={folder.File("run")}";

        Assert.Equal(0, Llm.Run("train", "--config", folder.File("recipe.json"), "--set", output, "--json").ExitCode);
        Llm.Run("train", "--config", folder.File("recipe.json"), "--set", output).AssertRefused("run");
        var resumed = Llm.Run("train", "--config", folder.File("recipe.json"), "--set", output, "--resume", "--json");

        Assert.Equal(0, resumed.ExitCode);
        Assert.Equal(3, resumed.Json.GetProperty("steps").GetInt64());
    }

    [Theory]
    [InlineData("training.step=4", "step")]
    [InlineData("training.steps=0", "steps is 0")]
    [InlineData("training.steps=\"many\"", "steps")]
    [InlineData("model.model_type=lama", "lama")]
    [InlineData("model.vocab_size=2", "vocab_size")]
    [InlineData("tracking.tensorbord=x", "tensorboard")]
    [InlineData("tracking.mlflow=localhost", "tracking.mlflow is \"localhost\"")]
    [InlineData("tracking.experiment=x", "tracking.experiment is for tracking.mlflow")]
    [InlineData("tracking.samples={\"prompts\": []}", "tracking.samples.prompts")]
    [InlineData("tracking.samples={\"prompts\": [\"the\"], \"every\": 0}", "tracking.samples.every is 0")]
    [InlineData("data.texts=[]", "data.texts")]
    [InlineData("data.texts=[\"nowhere\"]", "nowhere")]
    [InlineData("data.vocabulary_size=50", "data.vocabulary_size")]
    [InlineData("data.context=0", "data.context")]
    [InlineData("data.context=500", "data.context")]
    [InlineData("data.validation_fraction=1.5", "data.validation_fraction")]
    [InlineData("data.texts=null", "data.texts is null")]
    [InlineData("data.texts=[null]", "data.texts[0] is null")]
    [InlineData("data.texts=\"one\"", "data.texts is \"one\"")]
    [InlineData("training=null", "training is null")]
    [InlineData("training.optimizer=null", "training.optimizer is null")]
    [InlineData("training.learning_rate=-1", "learning_rate is -1")]
    [InlineData("training.batch_size=2000000000", "training.batch_size")]
    [InlineData("model=null", "model is null")]
    [InlineData("precision=float8", "float8")]
    [InlineData("learning_rate", "--set learning_rate")]
    [InlineData("output.folder=x", "output")]
    public void What_is_wrong_with_a_recipe_is_named(string setting, string named)
    {
        using var folder = Written(Recipe);

        Llm.Run("train", "--config", folder.File("recipe.json"), "--set", $"output={folder.File("run")}", setting).AssertRefused(named);

        Assert.False(Directory.Exists(folder.File("run")));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    public void A_run_needs_a_folder(string output)
    {
        using var folder = Written(Recipe);

        Llm.Run("train", "--config", folder.File("recipe.json"), "--set", $"output={output}").AssertRefused("output is");
        Llm.Run("train", "--config", folder.File("recipe.json"), "--set", $"output={folder.File("text")}").AssertRefused("text", "folder");
    }

    [Theory]
    [InlineData("{ \"output\": \"x\" }", "model")]
    [InlineData("{ \"output\": \"x\", \"output\": \"y\" }", "output")]
    [InlineData("{", "recipe.json")]
    public void A_recipe_that_is_not_whole_is_refused(string text, string named)
    {
        using var folder = Written(text);

        Llm.Run("train", "--config", folder.File("recipe.json")).AssertRefused("recipe.json", named);
    }

    [Fact]
    public void A_file_that_is_no_recipe_is_refused()
    {
        using var folder = Written("[1, 2]");

        Llm.Run("train", "--config", folder.File("recipe.json")).AssertRefused("recipe.json");
        Llm.Run("train", "--config", folder.File("none.json")).AssertRefused("none.json");
    }

    private static TemporaryFolder Written(string recipe)
    {
        var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("recipe.json"), recipe);
        File.WriteAllText(folder.File("text"), string.Concat(Enumerable.Repeat("the cat sat on the mat, and the dog on the log.\n", 20)));
        return folder;
    }
}
