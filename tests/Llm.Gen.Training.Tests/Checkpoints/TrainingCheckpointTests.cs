using Llm.Gen.Runtime;
using Llm.Gen.Tests;

namespace Llm.Gen.Training.Tests;

[Collection(LiveTensors.Name)]
public sealed class TrainingCheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CausalModel _model = Tiny.Create();
    private readonly GradientSet _gradients;
    private readonly Optimizer _optimizer;
    private readonly RunFolder _run;

    public TrainingCheckpointTests()
    {
        _gradients = new GradientSet(_model.Weights());
        _optimizer = new Optimizer(_gradients, new());
        _run = RunFolder.Create(_folder.Path, []);
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _gradients.Dispose();
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_checkpoint_takes_the_place_of_one_of_the_same_step()
    {
        var old = Write(4);
        File.WriteAllText(Path.Combine(old, "old"), "");

        var folder = Write(4);

        Assert.Equal(old, folder);
        Assert.False(File.Exists(Path.Combine(folder, "old")));
        Assert.Equal([folder], Directory.GetDirectories(_run.Checkpoints));
    }

    [Fact]
    public void A_checkpoint_that_was_to_be_replaced_counts_until_the_new_one_has_its_name()
    {
        var (first, second) = (Write(2), Write(4));
        Directory.Move(second, second + ".replaced");               // killed before the new one got its name
        Assert.Equal(second + ".replaced", _run.NewestCheckpoint());

        Write(4);
        Assert.Equal([first, second], Directory.GetDirectories(_run.Checkpoints).Order());
    }

    [Fact]
    public void A_replaced_checkpoint_that_was_left_goes_with_the_next_one()
    {
        var folder = Write(4);
        Directory.CreateDirectory(folder + ".replaced");            // killed before the old one was deleted
        Assert.Equal(folder, _run.NewestCheckpoint());

        Write(4);
        Assert.Equal([folder], Directory.GetDirectories(_run.Checkpoints));
    }

    private string Write(long step) => TrainingCheckpoint.Write(_run, _model, _optimizer, null, State(step), kept: 3);

    private static CheckpointState State(long step) => new()
    {
        Version = 1,
        Model = nameof(Tiny),
        Precision = "float32",
        Step = step,
        Position = 0,
        Context = 16,
        Data = "",
        Tokens = 0,
        Seconds = 0,
        Adapters = new Dictionary<string, string>(),
        Options = [],
    };
}
