using Llm.Gen.Runtime;
using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>Rows that go through a model together. B is their number, T the positions of each.</summary>
/// <param name="Tokens">Token ids, int64 [B, T], on the model's device.</param>
/// <param name="Labels">What each position must predict, int64 [B, T], or <see cref="Data.IBatchSource.Ignored"/>.</param>
public sealed record MicroBatch(Tensor Tokens, Tensor Labels) : IDisposable
{
    private long? _targets;

    /// <summary>Which document each token belongs to, [B T], where rows are packed with several; else null.</summary>
    public int[]? Documents { get; init; }

    /// <summary>How many positions have a label; counted where it is not given.</summary>
    public long Targets
    {
        get => _targets ??= Counted();
        init => _targets = value;
    }

    private long Counted()
    {
        using var counted = Labels.ne(CrossEntropy.Ignored).sum();
        return counted.item<long>();
    }

    /// <summary>Frees both tensors.</summary>
    public void Dispose()
    {
        Tokens.Dispose();
        Labels.Dispose();
    }
}
