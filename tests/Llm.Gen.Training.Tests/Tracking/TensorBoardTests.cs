using System.Text;

namespace Llm.Gen.Training.Tests;

[Collection(LiveTensors.Name)]
public sealed class TensorBoardTests : IDisposable
{
    private readonly TrackedRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void The_readers_checksum_is_the_one_of_the_standard() =>
        Assert.Equal(0xE3069283u, EventReader.Crc32C(Encoding.ASCII.GetBytes("123456789")));

    [Fact]
    public void A_run_is_read_back_as_it_was_heard()
    {
        var heard = new Recorder();

        _run.Train(steps: 6, new TensorBoardCallback(_run.Folder.File("board")), heard);

        var file = Assert.Single(Directory.GetFiles(_run.Folder.File("board")));
        Assert.StartsWith("events.out.tfevents.", Path.GetFileName(file));
        var events = EventReader.Read(file);
        Assert.Equal("brain.Event:2", events[0].FileVersion);
        Assert.Equal((1L, 1), (events[1].Step, events[1].SessionStatus));
        Assert.All(events, e => Assert.InRange(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - e.WallTime, -5, 600));
        var steps = events.Where(e => e.Scalars.ContainsKey("loss")).ToArray();
        Assert.Equal(heard.Steps.Select(s => (s.Step, (float)s.Loss, (float)s.LearningRate, (float)s.GradientNorm)), steps.Select(e => (e.Step, e.Scalars["loss"], e.Scalars["learning_rate"], e.Scalars["gradient_norm"])));
        Assert.All(steps, e => Assert.True(e.Scalars["tokens_per_second"] > 0 && e.Scalars["memory"] > 1e6 && e.Scalars["flops_utilization"] > 0));
        Assert.Equal(heard.Validations.Select(v => (v.Step, (float)v.Loss)), events.Where(e => e.Scalars.ContainsKey("validation_loss")).Select(e => (e.Step, e.Scalars["validation_loss"])));
    }

    [Fact]
    public void A_resumed_run_makes_what_comes_after_its_checkpoint_be_forgotten()
    {
        _run.Train(steps: 3, new TensorBoardCallback(_run.Folder.File("board")));
        _run.Train(steps: 3, resumes: true, new TensorBoardCallback(_run.Folder.File("board")));

        var starts = Directory.GetFiles(_run.Folder.File("board")).Select(file => EventReader.Read(file)[1].Step).Order();
        Assert.Equal([1, 4], starts);
    }
}
