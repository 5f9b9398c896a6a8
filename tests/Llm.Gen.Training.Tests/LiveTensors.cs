namespace Llm.Gen.Training.Tests;

/// <summary>Tests that count live tensors, time steps, or compare random states run beside no other: all threads share these.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LiveTensors
{
    public const string Name = "live tensors";
}
