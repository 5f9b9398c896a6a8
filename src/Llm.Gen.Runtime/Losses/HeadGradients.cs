using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>The gradients of a head and of the rows that it scored, gathered piece by piece.</summary>
internal sealed class HeadGradients
{
    private readonly bool _wantsRows;
    private readonly bool _wantsWeight;
    private readonly bool _wantsBias;
    private bool _begun;

    /// <summary>Room for the gradients that are wanted.</summary>
    public HeadGradients(Tensor rows, Tensor weight, Tensor? bias)
    {
        (_wantsRows, _wantsWeight, _wantsBias) = (rows.requires_grad, weight.requires_grad, bias is { requires_grad: true });
        Rows = _wantsRows ? rows.empty_like() : null;
        Weight = _wantsWeight ? weight.empty_like() : null;
        Bias = _wantsBias ? zeros(bias!.shape, ScalarType.Float32, bias.device) : null;
    }

    /// <summary>[N, D].</summary>
    public Tensor? Rows { get; }

    /// <summary>[V, D].</summary>
    public Tensor? Weight { get; }

    /// <summary>[V], float32.</summary>
    public Tensor? Bias { get; }

    /// <summary>Adds a piece: its rows [n, D] from row <paramref name="from"/> on, and the gradient of its logits [n, V].</summary>
    public void Add(long from, Tensor rows, Tensor logits, Tensor weight)
    {
        if (Rows is not null)
            Kernels.For(logits).Multiply(Rows.narrow(0, from, rows.shape[0]), logits, transposesA: false, weight, transposesB: false, adds: false);
        if (Weight is not null)
            Kernels.For(logits).Multiply(Weight, logits, transposesA: true, rows, transposesB: false, adds: _begun);
        Bias?.add_(logits.sum([0L], type: ScalarType.Float32));
        _begun = true;
    }
}
