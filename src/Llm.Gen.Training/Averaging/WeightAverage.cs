using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>A running average of the weights that an optimizer moves, float32; of the masters where there are any.</summary>
public sealed class WeightAverage : IDisposable
{
    private readonly Optimizer _optimizer;
    private readonly AveragingOptions _options;

    /// <summary>Starts without an update.</summary>
    /// <param name="optimizer">Whose weights; stays the caller's.</param>
    /// <param name="options">How they are averaged.</param>
    /// <exception cref="ArgumentException">Options are wrong, all named at once.</exception>
    public WeightAverage(Optimizer optimizer, AveragingOptions options)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(options);
        var errors = options.Errors().ToArray();
        if (errors.Length > 0)
            throw new ArgumentException($"The averaging options are wrong: {string.Join("; ", errors)}.", nameof(options));
        (_optimizer, _options) = (optimizer, options);
        Sum = zeros(optimizer.Gradients.Count, dtype: ScalarType.Float32, device: optimizer.Gradients.Device).DetachFromDisposeScope();
    }

    /// <summary>Weights taken in so far.</summary>
    public long Updates { get; internal set; }

    /// <summary>What is kept: the average, or that which started at zero; in the order of <see cref="GradientSet.Slices"/>.</summary>
    internal Tensor Sum { get; }

    /// <summary>Takes in the weights as they are after a step, where it is their turn.</summary>
    /// <param name="step">Steps done, the first being 1.</param>
    public void Update(long step)
    {
        if (step < _options.FirstStep || (step - _options.FirstStep) % _options.Interval != 0)
            return;
        using var frozen = no_grad();
        var kept = Kept();
        Updates++;
        for (var slice = 0; slice < _optimizer.Gradients.Slices.Count; slice++)
        {
            using var scope = NewDisposeScope();
            Part(slice).mul_(kept).add_(_optimizer.Weight(slice).reshape(-1), 1 - kept);
        }
    }

    /// <summary>What the average keeps of itself in the next update.</summary>
    private double Kept()
    {
        if (_options.Decay is not { } decay)
            return (double)Updates / (Updates + 1);
        if (Updates == 0 && !_options.FromZero)
            return 0;
        return _options.RisesFast ? Math.Min(decay, (1.0 + Updates) / (10 + Updates)) : decay;
    }

    /// <summary>The average of a weight, float32 in its shape; the caller's to dispose.</summary>
    /// <param name="slice">Its place in <see cref="GradientSet.Slices"/>.</param>
    /// <exception cref="InvalidOperationException">There was no update yet.</exception>
    public Tensor Of(int slice)
    {
        if (Updates == 0)
            throw new InvalidOperationException($"The average is of no weights yet; it begins with step {_options.FirstStep}.");
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var part = Part(slice).view(_optimizer.Gradients.Slices[slice].Shape);
        return (_options.FromZero ? part / (1 - Math.Pow(_options.Decay!.Value, Updates)) : part.clone()).MoveToOuterDisposeScope();
    }

    /// <summary>Puts the average in the place of the weights, to score or save it, until what is returned is disposed of. Keep others from training meanwhile.</summary>
    /// <exception cref="InvalidOperationException">There was no update yet.</exception>
    public IDisposable Exchange()
    {
        using var frozen = no_grad();
        var slices = _optimizer.Gradients.Slices;
        var former = new Tensor[slices.Count];
        for (var slice = 0; slice < former.Length; slice++)
        {
            using var average = Of(slice);
            former[slice] = slices[slice].Weight.Parameter.detach().clone().DetachFromDisposeScope();
            slices[slice].Weight.Parameter.copy_(average);
        }
        return new Exchanged(slices, former);
    }

    private Tensor Part(int slice) => Sum.narrow(0, _optimizer.Gradients.Slices[slice].Start, _optimizer.Gradients.Slices[slice].Count);

    /// <summary>Frees the average.</summary>
    public void Dispose() => Sum.Dispose();

    private sealed class Exchanged(IReadOnlyList<GradientSlice> slices, Tensor[] former) : IDisposable
    {
        public void Dispose()
        {
            using var frozen = no_grad();
            for (var slice = 0; slice < former.Length; slice++)
            {
                if (former[slice].IsInvalid)
                    return;                                 // a second time
                slices[slice].Weight.Parameter.copy_(former[slice]);
                former[slice].Dispose();
            }
        }
    }
}
