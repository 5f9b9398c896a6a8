using Llm.Gen.Runtime;

namespace Llm.Gen.Training.Tests;

/// <summary>Next tokens, whose loss is another number in some steps.</summary>
internal sealed class SpoiltTask(double spoilt, params int[] steps) : ITrainingTask
{
    private readonly NextTokenTask _task = new();
    private int _step;

    public double Backward(ICausalModel model, MicroBatch batch, double scale, bool checkpointing, ulong dropoutSeed)
    {
        var loss = _task.Backward(model, batch, scale, checkpointing, dropoutSeed);
        return steps.Contains(++_step) ? spoilt * batch.Targets : loss;
    }

    public double Score(ICausalModel model, MicroBatch batch) => _task.Score(model, batch);

    public void Dispose() => _task.Dispose();
}
