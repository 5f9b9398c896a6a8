using Llm.Gen.Data;

namespace Llm.Gen.Training.Tests;

/// <summary>Batches whose last label of all is, once, no token.</summary>
internal sealed class FaultyBatches(IBatchSource source, int faultyCall) : IBatchSource
{
    private int _calls;

    public int Context => source.Context;

    public long Position
    {
        get => source.Position;
        set => source.Position = value;
    }

    public string Description => source.Description;

    public void Next(Span<long> inputs, Span<long> labels)
    {
        source.Next(inputs, labels);
        if (++_calls == faultyCall)
            labels[^1] = 999;
    }
}
