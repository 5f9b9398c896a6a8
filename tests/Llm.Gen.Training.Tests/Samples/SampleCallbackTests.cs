using Llm.Gen.Tokenization;

namespace Llm.Gen.Training.Tests;

[Collection(LiveTensors.Name)]
public sealed class SampleCallbackTests : IDisposable
{
    private readonly TrackedRun _run = new();
    private readonly Tokenizer _tokenizer = CharacterTokenizer.Train(["abcdefghijklmnopqrstuvwxyz "], new() { UnknownToken = null });

    public void Dispose() => _run.Dispose();

    [Fact]
    public void Prompts_are_continued_before_between_and_after_and_the_training_does_not_notice()
    {
        var (plain, sampled) = (new Recorder(), new Recorder());
        _run.Train(steps: 7, plain);
        Directory.Move(_run.Folder.File("run"), _run.Folder.File("plain"));

        _run.Train(steps: 7, sampled, new SampleCallback(_tokenizer, new() { Prompts = ["ab", "the"], Every = 3 }, _run.Folder.File(SampleCallback.FileName)));

        var samples = SampleCallback.Read(_run.Folder.File("samples.jsonl"));
        Assert.Equal([(0, "ab"), (0, "the"), (3, "ab"), (3, "the"), (6, "ab"), (6, "the"), (7, "ab"), (7, "the")], samples.Select(s => (s.Step, s.Prompt)));
        Assert.Contains(samples, s => s.Text.Length > 0);
        Assert.Equal(plain.Steps.Select(s => s.Loss), sampled.Steps.Select(s => s.Loss));
    }

    [Fact]
    public void Samples_are_shown_on_one_line_without_what_a_terminal_obeys()
    {
        var said = new List<string>();
        using var model = Tiny.Create();
        var tokenizer = CharacterTokenizer.Train(["a[2J\u001b\n"], new() { UnknownToken = null });

        new SampleCallback(tokenizer, new() { Prompts = ["a\u001b[2J\n"] }).OnStart(new TrainingStart(model, new TrainingOptions { Steps = 1 }, 0, 1) { Say = said.Add });

        Assert.StartsWith("[0] a [2J  > ", Assert.Single(said));
        Assert.DoesNotContain(said[0], c => char.IsControl(c));
    }

    [Fact]
    public void A_resumed_run_drops_samples_of_steps_that_it_does_again_and_a_line_cut_off()
    {
        var path = _run.Folder.File("samples.jsonl");
        _run.Train(steps: 2, new SampleCallback(_tokenizer, new() { Prompts = ["ab"], Every = 1 }, path));
        File.AppendAllText(path, "{\"step\":9,\"prompt\":\"ab\",\"text\":\"\"}\n{\"step\":10,\"pro");

        _run.Train(steps: 2, resumes: true, new SampleCallback(_tokenizer, new() { Prompts = ["ab"], Every = 5 }, path));

        Assert.Equal([0, 1, 2, 2], SampleCallback.Read(path).Select(s => s.Step));
    }

    [Fact]
    public void A_damaged_line_is_named_by_its_number()
    {
        File.WriteAllText(_run.Folder.File("s"), "{\"step\":1,\"prompt\":\"a\",\"text\":\"b\"}\nno\n");

        Assert.Contains("line 2: not a sample", Assert.Throws<InvalidDataException>(() => SampleCallback.Read(_run.Folder.File("s"))).Message);
    }

    [Fact]
    public void Wrong_options_are_named_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() => new SampleCallback(_tokenizer, new() { Prompts = [""], Every = 0 }));

        Assert.Contains("Prompts has an empty text", error.Message);
        Assert.Contains("Every is 0", error.Message);
        Assert.Contains("Prompts is empty", Assert.Throws<ArgumentException>(() => new SampleCallback(_tokenizer, new() { Prompts = [] })).Message);
        Assert.Contains("is not in the vocabulary", Assert.Throws<ArgumentException>(() => new SampleCallback(_tokenizer, new() { Prompts = ["\u4e2d"] })).Message);
    }
}
