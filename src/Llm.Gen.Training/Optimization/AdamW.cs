using TorchSharp;
using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>
/// AdamW (arXiv:1711.05101) over a model's weights. The moments are float32; weights in bfloat16 have float32 masters,
/// and only the rounded masters go back into the model. On the CPU a step is two passes over memory, the norm and the
/// update; clipping is a factor in the second.
/// </summary>
public sealed class AdamW : IDisposable
{
    private readonly AdamWOptions _options;
    private readonly IAdamWPass _pass;

    /// <summary>Starts with empty moments.</summary>
    /// <param name="gradients">The gradients to follow; stays the caller's.</param>
    /// <param name="options">The constants.</param>
    public AdamW(GradientSet gradients, AdamWOptions options) : this(gradients, options, gradients?.Device.type != DeviceType.CPU)
    {
    }

    internal AdamW(GradientSet gradients, AdamWOptions options, bool isComposed)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        ArgumentNullException.ThrowIfNull(options);
        var errors = options.Errors().ToArray();
        if (errors.Length > 0)
            throw new ArgumentException($"The AdamW options are wrong: {string.Join("; ", errors)}.", nameof(options));
        if (gradients.Type is not (ScalarType.Float32 or ScalarType.BFloat16))
            throw new ArgumentException($"The weights are {gradients.Type}; train in float32 or bfloat16.", nameof(gradients));

        _options = options;
        Gradients = gradients;
        using var scope = NewDisposeScope();
        Mean = State();
        Square = State();
        var isNarrow = gradients.Type != ScalarType.Float32;
        if (isNarrow || isComposed)
            Master = Masters();
        _pass = isComposed ? new ComposedAdamWPass(this) : new MemoryAdamWPass(this);
    }

    /// <summary>What the optimizer follows.</summary>
    public GradientSet Gradients { get; }

    /// <summary>Steps taken.</summary>
    public long Steps { get; set; }

    /// <summary>Running mean of gradients, float32, in the order of <see cref="GradientSet.Slices"/>.</summary>
    public Tensor Mean { get; }

    /// <summary>Running mean of squared gradients, float32.</summary>
    public Tensor Square { get; }

    /// <summary>The weights in float32, where the model's own are not.</summary>
    public Tensor? Master { get; }

    /// <summary>Gradients of micro-batches summed in float32, where the model's own are not.</summary>
    internal Tensor? Sum { get; private set; }

    /// <summary>
    /// Takes in the gradients of one micro-batch of several. In float32 they already add up where they are; bfloat16 ones
    /// are moved into a float32 sum. With one micro-batch a step there is nothing to call.
    /// </summary>
    public void Accumulate()
    {
        Gradients.RequireAlive();
        if (Gradients.Type == ScalarType.Float32)
            return;
        Sum ??= State();
        _pass.Accumulate();
    }

    /// <summary>L2 norm of all gradients together, a tied matrix once.</summary>
    public double GradientNorm()
    {
        Gradients.RequireAlive();
        return _pass.Norm();
    }

    /// <summary>One step; the gradients are zero afterwards. Where other threads use the model, take its turn for the whole step, as <see cref="Trainer"/> does.</summary>
    /// <param name="rate">The learning rate.</param>
    /// <param name="gradientScale">Multiplies every gradient first: the factor of clipping, or 1.</param>
    public void Step(double rate, double gradientScale = 1)
    {
        if (!double.IsFinite(rate) || rate < 0)
            throw new ArgumentOutOfRangeException(nameof(rate), rate, $"The learning rate is {rate}; expected 0 or more.");
        if (!double.IsFinite(gradientScale))
            throw new ArgumentOutOfRangeException(nameof(gradientScale), gradientScale, $"Gradients are to be multiplied by {gradientScale}; expected a finite number.");
        Gradients.RequireAlive();
        Steps++;
        _pass.Update(new AdamWKernel.Constants(_options, Steps, rate, gradientScale));
    }

    /// <summary>Drops the gradients of a step that was not finished.</summary>
    internal void Forget()
    {
        Gradients.Clear();
        Sum?.zero_();
    }

    /// <summary>Copies float32 masters into the model, after they were set from a checkpoint.</summary>
    internal void PublishMasters()
    {
        if (Master is null)
            return;
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        foreach (var slice in Gradients.Slices)
            slice.Weight.Parameter.copy_(Master.narrow(0, slice.Start, slice.Count).view(slice.Weight.Parameter.shape));
    }

    private Tensor State() => zeros(Gradients.Count, dtype: ScalarType.Float32, device: Gradients.Device).DetachFromDisposeScope();

    private Tensor Masters()
    {
        using var frozen = no_grad();
        var masters = empty(Gradients.Count, dtype: ScalarType.Float32, device: Gradients.Device).DetachFromDisposeScope();
        foreach (var slice in Gradients.Slices)
            masters.narrow(0, slice.Start, slice.Count).copy_(slice.Weight.Parameter.reshape(slice.Count));
        return masters;
    }

    /// <summary>Frees the state; the weights stay as they are.</summary>
    public void Dispose()
    {
        Mean.Dispose();
        Square.Dispose();
        Master?.Dispose();
        Sum?.Dispose();
    }
}
