namespace Llm.Gen.Cli.Tests.Commands;

public sealed class FineTuneTests(TunedModel given) : IClassFixture<TunedModel>
{
    [Theory]
    [InlineData("--method", "full")]
    [InlineData("--method", "last-n", "--last-layers", "1")]
    [InlineData("--method", "full", "--packing", "false", "--learn-from", "everything", "--set", "optimizer.name=lion", "validation_interval=2", "--precision", "bfloat16", "--checkpointing")]
    [InlineData("--method", "lora", "--rank", "4", "--alpha", "8", "--targets", "q_proj", "v_proj", "--lora-plus", "4", "--rslora")]
    [InlineData("--method", "lora", "--modules-to-save", "embed_tokens", "--lora-dropout", "0.05")]
    [InlineData("--method", "dora")]
    [InlineData("--method", "qlora")]
    public void A_model_learns_from_conversations_and_is_saved_with_its_template(params string[] options)
    {
        var output = given.Within($"talk-{string.Concat(options)}");

        var tuned = Llm.Run(["finetune", given.Model, "--data", given.Talk, "--output", output, "--epochs", "4", "--learning-rate", "0.02", "--batch-size", "2", "--prompt", "say 3", "--json", .. options]);

        Assert.Equal(0, tuned.ExitCode);
        Assert.True(tuned.Json.GetProperty("after").GetProperty("loss").GetDouble() < tuned.Json.GetProperty("before").GetProperty("loss").GetDouble());
        Assert.Equal(tuned.Json.GetProperty("after").GetProperty("loss").GetDouble(), tuned.Json.GetProperty("validation_loss").GetDouble());
        Assert.Equal(18, tuned.Json.GetProperty("examples").GetInt32());
        Assert.NotEqual("", tuned.Json.GetProperty("after").GetProperty("text").GetString());
        Assert.True(Directory.Exists(tuned.Json.GetProperty("run").GetString()));
        Assert.Contains("### Response:", File.ReadAllText(Path.Combine(output, "chat_template.jinja")));
        if (options[1] is "lora" or "dora" or "qlora")
            Assert.Equal(0, Llm.Run("generate", given.Model, "--adapter", output, "--prompt", "the", "--max-new-tokens", "4", "--json").ExitCode);
        else
            Assert.Equal(0, Llm.Run("generate", output, "--prompt", "the", "--max-new-tokens", "4", "--json").ExitCode);
    }

    [Fact]
    public void Documents_are_learnt_and_others_held_out()
    {
        var tuned = Llm.Run("finetune", given.Model, "--data", given.Documents, "--eval-data", given.Talk, "--method", "full", "--output", given.Within("mixed"), "--steps", "2", "--json");

        Assert.Contains("no chat template", tuned.Error);                       // conversations, by a model that documents alone were taken for
        tuned = Llm.Run("finetune", given.Model, "--data", given.Documents, "--eval-fraction", "0", "--method", "full", "--output", given.Within("documents"), "--steps", "2", "--json");
        Assert.Equal(0, tuned.ExitCode);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, tuned.Json.GetProperty("validation_loss").ValueKind);
        Assert.Equal(20, tuned.Json.GetProperty("examples").GetInt32());
    }

    [Fact]
    public void What_is_held_out_is_scored_whole_whatever_the_context()
    {
        var (narrow, wide) = (Before(4), Before(32));

        Assert.Equal(wide.GetProperty("tokens").GetInt64(), narrow.GetProperty("tokens").GetInt64());
        Assert.Equal(wide.GetProperty("loss").GetDouble(), narrow.GetProperty("loss").GetDouble(), 1e-6);

        System.Text.Json.JsonElement Before(int context)
        {
            var tuned = Llm.Run("finetune", given.Model, "--data", given.Documents, "--method", "full", "--output", given.Within($"context-{context}"), "--context", $"{context}", "--steps", "1", "--json");
            Assert.Equal(0, tuned.ExitCode);
            return tuned.Json.GetProperty("before");
        }
    }

    [Fact]
    public void A_run_is_tracked_and_writes_while_it_learns()
    {
        var output = given.Within("tracked");

        var tuned = Llm.Run("finetune", given.Model, "--data", given.Talk, "--method", "full", "--output", output, "--steps", "2", "--prompt", "say 3", "--sample-every", "1", "--tensorboard", given.Within("board"), "--json");

        Assert.Equal(0, tuned.ExitCode);
        Assert.Equal(3, File.ReadAllLines(Path.Combine(output, "run", "samples.jsonl")).Length);
        Assert.Contains("### Instruction:", File.ReadAllText(Path.Combine(output, "run", "samples.jsonl")));
        Assert.Single(Directory.GetFiles(given.Within("board"), "events.out.tfevents.*"));
        Llm.Run("finetune", given.Model, "--data", given.Talk, "--method", "full", "--output", given.Within("untracked"), "--sample-every", "0", "--mlflow", "x").AssertRefused("--sample-every is 0", "without --prompt", "--mlflow is \"x\"");
    }

    [Fact]
    public void A_run_goes_on_where_it_ended_and_the_folder_is_not_taken_twice()
    {
        var output = given.Within("again");
        string[] arguments = ["finetune", given.Model, "--data", given.Talk, "--method", "full", "--output", output, "--steps", "3", "--json"];
        var first = Llm.Run(arguments);

        Llm.Run(arguments).AssertRefused("not empty", "--resume");
        var resumed = Llm.Run([.. arguments, "--resume"]);

        Assert.Equal(0, resumed.ExitCode);
        Assert.Equal(first.Json.GetProperty("validation_loss").GetDouble(), resumed.Json.GetProperty("validation_loss").GetDouble());
        Llm.Run([.. arguments, "--resume", "--seed", "7"]).AssertRefused("began with other options");
        Llm.Run("finetune", given.Model, "--data", given.Talk, "--method", "full", "--output", given.Within("never"), "--resume").AssertRefused("no run to resume");
    }

    [Fact]
    public void A_resumed_run_keeps_its_length_and_another_is_refused()
    {
        var output = given.Within("length");
        string[] arguments = ["finetune", given.Model, "--data", given.Talk, "--method", "full", "--output", output, "--json"];
        Assert.Equal(0, Llm.Run([.. arguments, "--steps", "3"]).ExitCode);

        Llm.Run([.. arguments, "--resume", "--steps", "50"]).AssertRefused("--steps is 50", "was planned for 3 steps", "leave out --steps and --epochs when resuming");
        Llm.Run([.. arguments, "--resume", "--epochs", "40"]).AssertRefused("--epochs is 40, which is", "was planned for 3 steps", "leave out --steps and --epochs when resuming");
        Assert.Equal(0, Llm.Run([.. arguments, "--resume"]).ExitCode);
    }

    [Fact]
    public void All_wrong_options_are_named_at_once()
    {
        var refused = Llm.Run("finetune", given.Model, "--data", given.Talk, "--method", "last-n", "--output", given.Within("wrong"), "--epochs", "0", "--steps", "0", "--minutes", "-1", "--context", "0", "--batch-size", "0", "--accumulation", "0", "--learning-rate", "0", "--warmup", "2", "--weight-decay", "-1", "--eval-fraction", "1",
            "--set", "optimizer.nam=lion", "seed=1", "clip_norm=-1", "skipped_steps=many", "nothing");

        refused.AssertRefused("more than one is given", "--epochs is 0", "--steps is 0", "--minutes is -1", "--context is 0", "--batch-size is 0", "--accumulation is 0", "--learning-rate is 0", "--warmup is 2", "--weight-decay is -1", "--eval-fraction is 1", "--last-layers",
            "optimizer.nam is no key of a recipe here (--set optimizer.nam=lion); did you mean name?", "--set seed=1 has an option of its own", "--set: clip_norm is -1", "skipped_steps is \"many\"", "--set nothing has no value");
        Assert.False(Directory.Exists(given.Within("wrong")));
    }

    [Theory]
    [InlineData("--method", "full", "--last-layers", "1", "--last-layers is for")]
    [InlineData("--method", "last-n", "--last-layers", "9", "LastLayers is 9, expected at most the 2 layers")]
    [InlineData("--method", "full", "--rank", "4", "--rslora", "--rank, --rslora are for --method lora")]
    [InlineData("--method", "lora", "--rank", "0", "--rank is 0")]
    [InlineData("--method", "lora", "--targets", "nothing", "none of its modules")]
    [InlineData("--method", "full", "--set", "steps=4", "an option of its own")]
    [InlineData("--method", "full", "--set", "optimizer.nam=lion", "did you mean name?")]
    [InlineData("--method", "magic", "magic")]
    [InlineData("--method", "full", "--context", "65", "64 positions")]
    [InlineData("--method", "full", "--format", "sharegpt", "line 1")]
    [InlineData("--method", "full", "--eval-data", "nowhere.json", "nowhere.json")]
    [InlineData("--method", "full", "--template", "nowhere.jinja", "nowhere.jinja")]
    [InlineData("--method", "full", "--context", "2", "left out")]
    public void What_does_not_go_with_the_model_is_refused(params string[] options) =>
        Llm.Run(["finetune", given.Model, "--data", given.Talk, "--output", given.Within($"refused-{string.Concat(options).Length}"), "--steps", "1", .. options[..^1]]).AssertRefused(options[^1]);

    [Fact]
    public void The_average_of_an_adapter_that_learns_is_an_adapter_too()
    {
        var output = given.Within("averaged-adapter");

        var tuned = Llm.Run("finetune", given.Model, "--data", given.Talk, "--method", "lora", "--output", output, "--steps", "4", "--learning-rate", "0.05", "--batch-size", "2", "--set", "average.decay=0.5", "--json");

        Assert.True(tuned.ExitCode == 0, tuned.Error);
        Assert.Equal(Path.Combine(output, "averaged"), tuned.Json.GetProperty("averaged").GetString());
        Assert.NotEqual(File.ReadAllBytes(Path.Combine(output, "adapter_model.safetensors")), File.ReadAllBytes(Path.Combine(output, "averaged/adapter_model.safetensors")));
        var text = Llm.Run("generate", given.Model, "--adapter", Path.Combine(output, "averaged"), "--prompt", "the", "--max-new-tokens", "4", "--json");
        Assert.True(text.ExitCode == 0, text.Error);
    }

    [Fact]
    public void Data_that_are_not_there_or_are_documents_with_a_template_are_refused()
    {
        Llm.Run("finetune", given.Model, "--data", "nowhere.json", "--method", "full", "--output", given.Within("a")).AssertRefused("nowhere.json");
        Llm.Run("finetune", given.Model, "--data", given.Documents, "--template", "x.jinja", "--method", "full", "--output", given.Within("b")).AssertRefused("leave out --template");
        Llm.Run("finetune", given.Model, "--data", given.Talk, "--method", "full", "--output", given.Talk).AssertRefused("--output");
    }
}
