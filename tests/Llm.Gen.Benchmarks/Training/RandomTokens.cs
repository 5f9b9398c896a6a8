using Llm.Gen.Data;

namespace Llm.Gen.Benchmarks.Training;

/// <summary>Batches of random tokens: what is timed is the step, not the data.</summary>
public sealed class RandomTokens(int vocabulary, int context) : IBatchSource
{
    private readonly Random _random = new(0);

    public int Context { get; } = context;

    public long Position { get; set; }

    public void Next(Span<long> inputs, Span<long> labels)
    {
        foreach (ref var id in inputs)
            id = _random.Next(vocabulary);
        foreach (ref var id in labels)
            id = _random.Next(vocabulary);
        Position += inputs.Length / Context;
    }
}
