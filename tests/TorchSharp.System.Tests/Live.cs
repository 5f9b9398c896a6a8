namespace TorchSharp.SystemTests;

/// <summary>Tests that count live tensors or set what a whole process shares do not run beside each other.</summary>
[CollectionDefinition(nameof(Live), DisableParallelization = true)]
public sealed class Live
{
    /// <summary>Tensors alive in the process, those apart that nobody refers to any more.</summary>
    internal static long Tensors()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }
}
