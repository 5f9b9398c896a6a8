using Llm.Gen.Data;
using Llm.Gen.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>Memory for rows of tokens and labels that a batch source writes and a model reads, without a copy on the CPU.</summary>
internal sealed unsafe class TokenBlock : IDisposable
{
    private readonly Tensor _tokens;            // int64 [rows, T]
    private readonly long[] _labels;
    private readonly int _batch, _context;
    private readonly Device _device;
    private readonly long* _address;

    internal TokenBlock(int rows, int context, int batch, Device device)
    {
        (_batch, _context, _device) = (batch, context, device);
        _tokens = zeros(rows, context, dtype: ScalarType.Int64).DetachFromDisposeScope();
        _address = (long*)Memory.Address(_tokens);
        _labels = new long[rows * context];
    }

    /// <summary>Positions in the block.</summary>
    internal int Count => _labels.Length;

    /// <summary>Token ids of all rows.</summary>
    internal Span<long> Inputs => new(_address, _labels.Length);

    /// <summary>Labels of all rows.</summary>
    internal Span<long> Labels => _labels;

    /// <summary>How many positions have a label.</summary>
    internal int Targets => _labels.Length - _labels.AsSpan().Count(IBatchSource.Ignored);

    /// <summary>The tokens of a micro-batch, [B, T], on the model's device; the caller's to dispose.</summary>
    internal Tensor Tokens(int part)
    {
        var tokens = _tokens.narrow(0, part * _batch, _batch);
        if (_device.type == DeviceType.CPU)
            return tokens;
        using (tokens)
            return tokens.to(_device);
    }

    /// <summary>The labels of a micro-batch.</summary>
    internal ReadOnlySpan<long> LabelsOf(int part) => _labels.AsSpan(part * _batch * _context, _batch * _context);

    public void Dispose() => _tokens.Dispose();
}
