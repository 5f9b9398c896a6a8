namespace Llm.Gen.Training.Tests;

/// <summary>Tests that count live tensors, or time steps, run beside no other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LiveTensors
{
    public const string Name = "live tensors";
}
