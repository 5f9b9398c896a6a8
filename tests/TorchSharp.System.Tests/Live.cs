namespace TorchSharp.SystemTests;

/// <summary>Tests that count live tensors or set what a whole process shares do not run beside each other.</summary>
[CollectionDefinition(nameof(Live), DisableParallelization = true)]
public sealed class Live;
