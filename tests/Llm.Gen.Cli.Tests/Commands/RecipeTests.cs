using System.Globalization;
using System.Text.RegularExpressions;
using Llm.Gen.Tests;

namespace Llm.Gen.Cli.Tests.Commands;

public class RecipeTests
{
    private const string Yaml =
        """
        # tiny
        description: "one: two"
        model:
          model_type: llama
          num_hidden_layers: 1
          num_attention_heads: 2
          hidden_size: 16
          intermediate_size: 24
          max_position_embeddings: 16
          rms_norm_eps: 1.0e-5
        data: { texts: [text], tokenizer: characters, context: 8, validation_fraction: 0.2 }
        training:
          steps: 3
          batch_size: 2
          learning_rate: 0.01
          optimizer: { name: lion }
          clip_norm: ~
          checkpointing: true
        output: run
        """;

    public static TheoryData<string> Recipes => new(Directory.GetFiles(Repository.Find("examples/recipes")).Select(path => Path.GetFileName(path)!));

    [Theory]
    [MemberData(nameof(Recipes))]
    public void A_recipe_says_how_large_its_model_is_and_what_memory_it_needs(string name)
    {
        var path = Repository.Find($"examples/recipes/{name}");
        var description = Regex.Match(File.ReadAllText(path), "(?m)^ *\"?description\"?: (.*)$").Groups[1].Value;
        var characters = Regex.Match(description, @"with (\d+) characters");
        string[] settings = characters.Success ? ["--set", $"model.vocab_size={characters.Groups[1].Value}"] : [];

        var plan = Llm.Run(["train", "--config", path, "--plan", "--json", .. settings]);

        var (total, machine) = (plan.Json.GetProperty("total").GetInt64(), plan.Json.GetProperty("machine").GetInt64());
        Assert.Equal(total, plan.Json.GetProperty("weights").GetInt64() + plan.Json.GetProperty("gradients").GetInt64() + plan.Json.GetProperty("optimizer_state").GetInt64());
        Assert.Contains($"{plan.Json.GetProperty("parameters").GetInt64().ToString("N0", CultureInfo.InvariantCulture)} parameters", description);
        Assert.Contains($"take {Bytes(total)}", description);
        Assert.Equal(total <= machine ? 0 : 1, plan.ExitCode);
    }

    [Fact]
    public void Layers_that_do_not_learn_need_no_gradients_and_nothing_remembered()
    {
        string[] plan = ["train", "--config", Repository.Find("examples/recipes/small-350m.yaml"), "--plan", "--json"];

        var all = Llm.Run(plan).Json;
        var last = Llm.Run([.. plan, "--set", "training.last_layers=1"]).Json;

        Assert.Equal(all.GetProperty("weights").GetInt64(), last.GetProperty("weights").GetInt64());
        Assert.InRange(last.GetProperty("gradients").GetDouble() / all.GetProperty("gradients").GetDouble(), 0.001, 0.1);
        Assert.InRange(last.GetProperty("optimizer_state").GetDouble() / all.GetProperty("optimizer_state").GetDouble(), 0.001, 0.1);
    }

    [Fact]
    public void A_recipe_may_be_yaml()
    {
        using var folder = Written("recipe.yaml", Yaml);

        var trained = Llm.Run("train", "--config", folder.File("recipe.yaml"), "--set", $"output={folder.File("run")}", "--json");

        Assert.Equal(0, trained.ExitCode);
        Assert.Equal(3, trained.Json.GetProperty("steps").GetInt64());
        Assert.Contains("parameters take", trained.Error);
        Assert.Contains("\"lion\"", File.ReadAllText(folder.File("run/run.json")), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_environment_goes_over_the_file_and_the_command_line_over_both()
    {
        using var folder = Written("recipe.yaml", Yaml);
        string[] arguments = ["train", "--config", folder.File("recipe.yaml"), "--json"];
        (string, string)[] environment = [("LLM_OUTPUT", folder.File("run")), ("LLM_MODEL__HIDDEN_SIZE", "32"), ("LLM_TRAINING__STEPS", "9"), ("LLM_SEED", "4"), ("LLM_API_KEY", "another program's")];

        var trained = Llm.Run([.. arguments, "--set", "training.steps=2"], "", environment);

        Assert.Equal((0, 2), (trained.ExitCode, trained.Json.GetProperty("steps").GetInt64()));
        Assert.Contains("\"hidden_size\": 32", File.ReadAllText(folder.File("run/model/config.json")));
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_with_where_it_came_from()
    {
        using var folder = Written("recipe.yaml", Yaml);
        string[] settings = ["training.warmup_steps=-1", "data.context=0", "precison=float32", "model.num_attention_heads=5"];

        var refused = Llm.Run(["train", "--config", folder.File("recipe.yaml"), "--set", .. settings], "", ("LLM_TRAINING__LEARNIN_RATE", "1"), ("LLM_TRAINING__BATCH_SIZE", "many"));

        refused.AssertRefused(
            "training.learnin_rate is no key of a recipe here (LLM_TRAINING__LEARNIN_RATE); did you mean learning_rate?",
            "training.batch_size is \"many\" (LLM_TRAINING__BATCH_SIZE), expected a whole number",
            "precison is no key of a recipe here (--set precison=float32); did you mean precision?",
            "over 5 heads", "docs/training.md");
        Llm.Run("train", "--config", folder.File("recipe.yaml"), "--set", "training.warmup_steps=-1", "training.steps=0", "data.context=0", "data.texts=[\"nowhere\"]", "precision=float8")
            .AssertRefused("steps is 0", "warmup_steps is -1", "data.context is 0", "nowhere", "float8");
        Llm.Run("train", "--config", folder.File("recipe.yaml"), "--set", "model.num_key_value_head=1")
            .AssertRefused("model.num_key_value_head is no key of the family llama (--set model.num_key_value_head=1); did you mean num_key_value_heads?");
    }

    [Fact]
    public void Wrong_keys_types_and_values_of_all_parts_are_told_together()
    {
        using var folder = Written(
            "recipe.yaml",
            """
            model:
              model_type: llama
              num_hidden_layer: 1
              num_attention_heads: 2
              hidden_sise: 16
              intermediate_size: many
              max_position_embeddings: 16
              rms_norm_eps: 1.0e-5
              swallow: african
            data: { texts: [nowhere], tokeniser: characters, context: 0, validation_fraction: 2 }
            training:
              steps: 3
              batch_sise: 2
              warmup_steps: -1
              learning_rate: fast
              optimizer: { name: lyon, beta3: 1, weight_decay: -1 }
              groups: [{ patern: lora_B }]
            tracking: { tensorbord: x, experiment: x, samples: { prompts: [], evry: 1 } }
            precision: float8
            output: ""
            sead: 1
            """);

        Llm.Run("train", "--config", folder.File("recipe.yaml"), "--set", "model.hidden_act=silly", "nokey", "data.texts.first=2", "seed.a.b=1", "training.x.y=1").AssertRefused(
            "model.num_hidden_layer is no key of the family llama; did you mean num_hidden_layers?",
            "model.hidden_sise is no key of the family llama; did you mean hidden_size?",
            "model.swallow is no key of the family llama; known are ",
            "model: num_hidden_layers is missing",
            "model: hidden_size is missing",
            "model: intermediate_size is \"many\"; expected a whole number",
            "model: hidden_act is \"silly\" (--set model.hidden_act=silly); expected one of silu",
            "nowhere: no such file",
            "data.tokeniser is no key of a recipe here; did you mean tokenizer?",
            "data.context is 0",
            "data.validation_fraction is 2",
            "training.batch_sise is no key of a recipe here; did you mean batch_size?",
            "training: warmup_steps is -1",
            "training.learning_rate is \"fast\", expected a number",
            "training.optimizer.name is \"lyon\", expected one of adamw",
            "training.optimizer.beta3 is no key of a recipe here; did you mean beta1?",
            "training: weight_decay is -1",
            "training.groups[0].patern is no key of a recipe here; did you mean pattern?",
            "training.x is no key of a recipe here (--set training.x.y=1)",
            "tracking.tensorbord is no key of a recipe here; did you mean tensorboard?",
            "tracking.experiment is for tracking.mlflow",
            "tracking.samples.evry is no key of a recipe here; did you mean every?",
            "tracking.samples.prompts has an empty text or none",
            "precision is \"float8\"",
            "output is \"\"",
            "sead is no key of a recipe here; did you mean seed?",
            "--set nokey has no value",
            "texts is no object, and has no keys to be set (--set data.texts.first=2)");
    }

    [Fact]
    public void A_run_that_no_machine_can_hold_is_refused_by_how_much()
    {
        using var folder = Written("recipe.yaml", Yaml);
        string[] arguments = ["train", "--config", folder.File("recipe.yaml"), "--set", "model.hidden_size=1048576", "model.intermediate_size=4194304"];

        Llm.Run(arguments).AssertRefused("the run needs", "the machine has", "too little");
        var plan = Llm.Run([.. arguments, "--plan"]);

        Assert.Equal((1, ""), (plan.ExitCode, plan.Error));
        Assert.Contains("too little", plan.Output);
    }

    [Theory]
    [InlineData("a: 1\na: 2", "line 2", "twice")]
    [InlineData("a: &x 1\nb: *x", "line 1", "anchor")]
    [InlineData("a: !!str 1", "line 1", "tag")]
    [InlineData("a: 1\n---\nb: 2", "second document")]
    [InlineData("a: [1", "correct the YAML")]
    [InlineData("a: 1\n b: 2", "line 2")]
    [InlineData("? [a]\n: 1", "line 1", "no word")]
    [InlineData("- 1", "no object")]
    [InlineData("", "no object")]
    public void Yaml_that_is_no_recipe_is_refused_with_its_line(string text, params string[] named)
    {
        using var folder = Written("recipe.yml", text);

        Llm.Run("train", "--config", folder.File("recipe.yml")).AssertRefused(["recipe.yml", .. named]);
    }

    private static TemporaryFolder Written(string name, string recipe)
    {
        var folder = new TemporaryFolder();
        File.WriteAllText(folder.File(name), recipe);
        File.WriteAllText(folder.File("text"), string.Concat(Enumerable.Repeat("the cat sat on the mat, and the dog on the log.\n", 20)));
        return folder;
    }

    private static string Bytes(long bytes)
    {
        string[] units = ["bytes", "KiB", "MiB", "GiB", "TiB"];
        var (value, unit) = ((double)bytes, 0);
        for (; value >= 1024; unit++)
            value /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{value:0.00} {units[unit]}");
    }
}
