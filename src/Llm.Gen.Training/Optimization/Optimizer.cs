using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>
/// Moves a model's weights along their gradients, by the rule that its options name. What it remembers is float32, or 8 bits
/// where the rule says so; weights in bfloat16 have float32 masters, and only the rounded masters go back into the model. On
/// the CPU a step is two passes over memory, the norm and the update; clipping is a factor in the second.
/// </summary>
public sealed class Optimizer : IDisposable
{
    private readonly TrainedNumbers _numbers;
    private readonly IUpdateRule[] _rules;

    /// <summary>Starts with nothing to remember.</summary>
    /// <param name="gradients">The gradients to follow; stays the caller's.</param>
    /// <param name="options">Which optimizer, and its constants.</param>
    /// <param name="decayed">Which weights decay.</param>
    /// <param name="groups">Weights that are treated otherwise; of several that hold a weight the last one counts.</param>
    /// <exception cref="ArgumentException">Options are wrong, all named at once; a group holds no weight; the weights are neither float32 nor bfloat16.</exception>
    public Optimizer(GradientSet gradients, OptimizerOptions options, DecayedWeights decayed = DecayedWeights.Matrices, IReadOnlyList<ParameterGroup>? groups = null)
        : this(gradients, options, decayed, groups, gradients?.Device.type != TorchSharp.DeviceType.CPU)
    {
    }

    internal Optimizer(GradientSet gradients, OptimizerOptions options, DecayedWeights decayed, IReadOnlyList<ParameterGroup>? groups, bool isComposed)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        ArgumentNullException.ThrowIfNull(options);
        var errors = options.Errors().Concat((groups ?? []).SelectMany(group => group.Errors())).ToArray();
        if (errors.Length > 0)
            throw new ArgumentException($"The optimizer's options are wrong: {string.Join("; ", errors)}.", nameof(options));
        if (gradients.Type is not (ScalarType.Float32 or ScalarType.BFloat16))
            throw new ArgumentException($"The weights are {gradients.Type}; train in float32 or bfloat16.", nameof(gradients));

        var plan = new OptimizerPlan(gradients, options, decayed, groups ?? []);
        Gradients = gradients;
        using var scope = NewDisposeScope();
        _numbers = new TrainedNumbers(gradients, isComposed);
        _rules = UpdateRules.Of(_numbers, plan);
    }

    /// <summary>What the optimizer follows.</summary>
    public GradientSet Gradients { get; }

    /// <summary>Steps taken.</summary>
    public long Steps { get; set; }

    /// <summary>The weights in float32, where the model's own are not, in the order of <see cref="GradientSet.Slices"/>.</summary>
    public Tensor? Master => _numbers.Master;

    /// <summary>What it remembers between steps, masters left out, weight by weight.</summary>
    public IEnumerable<OptimizerState> States => _rules.SelectMany(rule => rule.States);

    /// <summary>
    /// Takes in the gradients of one micro-batch of several. In float32 they already add up where they are; bfloat16 ones
    /// are moved into a float32 sum. With one micro-batch a step there is nothing to call.
    /// </summary>
    public void Accumulate()
    {
        Gradients.RequireAlive();
        _numbers.Accumulate();
    }

    /// <summary>L2 norm of all gradients together, a tied matrix once.</summary>
    public double GradientNorm()
    {
        Gradients.RequireAlive();
        return _numbers.Norm();
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
        var step = new UpdateStep(Steps, rate, gradientScale);
        using var frozen = no_grad();
        foreach (var rule in _rules)
            rule.Update(step);
    }

    /// <summary>The float32 sum of bfloat16 gradients, from the first micro-batch of several on.</summary>
    internal Tensor? GradientSum => _numbers.Sum;

    /// <summary>A weight as float32, the master where there is one.</summary>
    internal Tensor Weight(int slice) => _numbers.Weight(slice);

    /// <summary>Drops the gradients of a step that is not taken.</summary>
    internal void Forget() => _numbers.Forget();

    /// <summary>Frees the state; the weights stay as they are.</summary>
    public void Dispose()
    {
        foreach (var rule in _rules)
            rule.Dispose();
        _numbers.Dispose();
    }
}
