using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>
/// A low-rank update beside a matrix (arXiv:2106.09685): y = W x + Alpha / Rank * B A x. It starts at nothing, since B is
/// zero. Its numbers are float32 whatever the model's type; it computes in the type of what the projection reads.
/// </summary>
public sealed class LoraAdapter : IProjectionAdapter, IDisposable
{
    /// <summary>Puts an update on a projection, which holds it until it is merged, or disposed of.</summary>
    /// <param name="target">The projection, such as <c>model.Decoder.Layers[1].Attention.Query</c>.</param>
    /// <param name="options">Rank, scale and seed.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The projection has an adapter already.</exception>
    public LoraAdapter(Projection target, LoraOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        options ??= new LoraOptions();
        var highest = Math.Min(target.InputSize, target.OutputSize);
        if (options.Rank < 1 || options.Rank > highest)
            throw new ArgumentOutOfRangeException(nameof(options), options.Rank, $"Rank is {options.Rank}; expected 1 to {highest}, the shorter side of the matrix [{target.OutputSize}, {target.InputSize}].");
        if (!(options.Alpha > 0) || !double.IsFinite(options.Alpha))
            throw new ArgumentOutOfRangeException(nameof(options), options.Alpha, $"Alpha is {options.Alpha}; expected above 0.");
        if (target.Adapter is { } other)
            throw new InvalidOperationException($"The projection has a {other.GetType().Name} already; merge that first, or set Adapter to null.");

        (Target, Scale) = (target, options.Alpha / options.Rank);
        using var scope = NewDisposeScope();
        var device = target.Weight.device;
        using (no_grad())
        {
            var random = new CounterRandom((ulong)options.Seed, 0);
            var drawn = WeightInitialization.Normal([options.Rank, target.InputSize], random, 1 / Math.Sqrt(target.InputSize));
            A = (Parameter)new Parameter(drawn.to(device)).DetachFromDisposeScope();
            B = (Parameter)new Parameter(zeros([target.OutputSize, options.Rank], ScalarType.Float32, device)).DetachFromDisposeScope();
        }
        target.Adapter = this;
    }

    /// <summary>The projection beside which it learns.</summary>
    public Projection Target { get; }

    /// <summary>What the update is multiplied by: Alpha / Rank.</summary>
    public double Scale { get; }

    /// <summary>From the input to the rank, [r, In].</summary>
    public Parameter A { get; }

    /// <summary>From the rank to the output, [Out, r].</summary>
    public Parameter B { get; }

    /// <inheritdoc/>
    public string Description => FormattableString.Invariant($"LoRA of rank {A.shape[0]}, times {Scale}");

    /// <inheritdoc/>
    public IReadOnlyList<StoredWeight> Weights(string point) =>
        [new($"{point}.lora_A.weight", A, A.shape, WeightRole.Matrix), new($"{point}.lora_B.weight", B, B.shape, WeightRole.Matrix)];

    /// <inheritdoc/>
    public Tensor Adapt(Tensor input, Tensor output)
    {
        if (A.device_type != input.device_type)
            throw new InvalidOperationException($"The adapter is on {A.device} and what the projection reads on {input.device}; put adapters on after the model was moved.");
        using var scope = NewDisposeScope();
        var low = nn.functional.linear(input, A.to(input.dtype));                           // [.., r]
        var update = nn.functional.linear(low, B.to(input.dtype));                          // [.., Out]
        return output.add(update, Scale).MoveToOuterDisposeScope();
    }

    /// <summary>Adds the update to the matrix itself, once and for all, and leaves the projection; dispose of the adapter then.</summary>
    /// <exception cref="InvalidOperationException">The projection holds another adapter or none, or its matrix has a substitute.</exception>
    public void Merge()
    {
        if (!ReferenceEquals(Target.Adapter, this))
            throw new InvalidOperationException("The adapter is not on its projection any more; it was merged or taken off, so make another.");
        if (Target.Substitute is { } substitute)
            throw new InvalidOperationException($"A {substitute.GetType().Name} stands in for the matrix, which a merge would not reach; take it off first.");

        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var merged = Target.Weight.to(ScalarType.Float32).add(matmul(B, A), Scale);         // [Out, In], rounded once
        Target.Weight.copy_(merged);
        Target.Adapter = null;
    }

    /// <summary>Leaves the projection and frees both matrices.</summary>
    public void Dispose()
    {
        if (ReferenceEquals(Target.Adapter, this))
            Target.Adapter = null;
        A.Dispose();
        B.Dispose();
    }
}
