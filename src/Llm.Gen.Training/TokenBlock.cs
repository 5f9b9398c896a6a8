using Llm.Gen.Data;
using Llm.Gen.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>Memory for rows of tokens and labels that a batch source writes and a model reads, without a copy on the CPU.</summary>
internal sealed unsafe class TokenBlock : IDisposable
{
    private readonly Tensor _tokens, _labels;           // int64 [rows, T]
    private readonly int[]? _documents;                 // [rows T], where rows are packed
    private readonly int _batch;
    private readonly Device _device;

    internal TokenBlock(int rows, int context, int batch, Device device, bool isPacked)
    {
        (_batch, _device) = (batch, device);
        _tokens = zeros(rows, context, dtype: ScalarType.Int64).DetachFromDisposeScope();
        _labels = zeros(rows, context, dtype: ScalarType.Int64).DetachFromDisposeScope();
        Count = rows * context;
        _documents = isPacked ? new int[Count] : null;
    }

    /// <summary>Positions in the block.</summary>
    internal int Count { get; }

    /// <summary>Token ids of all rows.</summary>
    internal Span<long> Inputs => new((long*)Memory.Address(_tokens), Count);

    /// <summary>Labels of all rows.</summary>
    internal Span<long> Labels => new((long*)Memory.Address(_labels), Count);

    /// <summary>The document of each position of all rows; nothing where rows are not packed.</summary>
    internal Span<int> Documents => _documents;

    /// <summary>How many positions have a label.</summary>
    internal int Targets => Count - Labels.Count(IBatchSource.Ignored);

    /// <summary>A micro-batch of B rows on the model's device; the caller's to dispose.</summary>
    internal MicroBatch Part(int part)
    {
        var size = _batch * (int)_tokens.shape[1];
        return new(Part(_tokens, part), Part(_labels, part))
        {
            Targets = size - Labels.Slice(part * size, size).Count(IBatchSource.Ignored),
            Documents = _documents?[(part * size)..((part + 1) * size)],
        };
    }

    private Tensor Part(Tensor rows, int part)
    {
        var view = rows.narrow(0, part * _batch, _batch);
        if (_device.type == DeviceType.CPU)
            return view;
        using (view)
            return view.to(_device);
    }

    public void Dispose()
    {
        _tokens.Dispose();
        _labels.Dispose();
    }
}
