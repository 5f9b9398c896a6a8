using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>
/// A low-rank update beside a matrix (arXiv:2106.09685): y = W x + Scale * B A x. It starts at nothing, since B is zero. With
/// <see cref="Magnitude"/> the rows of V = W + Scale * B A are brought to a length that is learnt (DoRA, arXiv:2402.09353): y = m / n V x, where n, the
/// length that they have, counts as a constant in the backward pass. Its numbers are float32 whatever the model's type; it computes in the type of what
/// the projection reads. Dropout falls on what A reads.
/// </summary>
public sealed class LoraAdapter : IProjectionAdapter, IDisposable
{
    private readonly ulong _stream;             // of the random numbers that dropout takes

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
        if (!(options.Dropout is >= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(options), options.Dropout, $"Dropout is {options.Dropout}; expected from 0 to below 1.");
        if (target.Adapter is { } other)
            throw new InvalidOperationException($"The projection has a {other.GetType().Name} already; merge that first, or set Adapter to null.");

        (Target, Dropout, _stream) = (target, options.Dropout, (ulong)options.Seed);
        Factors = LowRank.Draw(options.Rank, target.InputSize, target.OutputSize, options.Scale, new CounterRandom((ulong)options.Seed, 0), target.Weight.device);
        Magnitude = options.LearnsMagnitude ? LengthsOf(target) : null;
        target.Adapter = this;
    }

    /// <summary>An update of given factors, which it owns from now on; it is not put on.</summary>
    internal LoraAdapter(Projection target, LowRank factors, Parameter? magnitude, double dropout, ulong stream) =>
        (Target, Factors, Magnitude, Dropout, _stream) = (target, factors, magnitude, dropout, stream);

    /// <summary>The projection beside which it learns.</summary>
    public Projection Target { get; }

    /// <summary>What the update is multiplied by: Alpha / Rank.</summary>
    public double Scale => Factors.Scale;

    /// <summary>From the input to the rank, [r, In].</summary>
    public Parameter A => Factors.A;

    /// <summary>From the rank to the output, [Out, r].</summary>
    public Parameter B => Factors.B;

    /// <summary>The length of each row of the matrix, [Out], or none where rows keep theirs.</summary>
    public Parameter? Magnitude { get; }

    /// <summary>Share of what A reads that training drops.</summary>
    public double Dropout { get; }

    /// <summary>The update.</summary>
    internal LowRank Factors { get; }

    /// <inheritdoc/>
    public string Description => FormattableString.Invariant($"LoRA of rank {A.shape[0]}, times {Scale}")
        + (Magnitude is null ? "" : ", with magnitudes") + (Dropout == 0 ? "" : FormattableString.Invariant($", dropping {Dropout}"));

    /// <inheritdoc/>
    public IReadOnlyList<StoredWeight> Weights(string point)
    {
        var factors = new StoredWeight[]
        {
            new($"{point}.lora_A.weight", A, A.shape, WeightRole.Matrix),
            new($"{point}.lora_B.weight", B, B.shape, WeightRole.Matrix),
        };
        return Magnitude is null ? factors : [.. factors, new($"{point}.lora_magnitude_vector", Magnitude, Magnitude.shape, WeightRole.Gain)];
    }

    /// <inheritdoc/>
    public Tensor Adapt(Tensor input, Tensor output)
    {
        RequireBeside(input);
        using var scope = NewDisposeScope();
        var read = Mask(input) is { } mask ? Runtime.Dropout.Apply(input, mask) : input;
        var low = nn.functional.linear(read, A.to(input.dtype));                            // [.., r]
        var update = nn.functional.linear(low, B.to(input.dtype));                          // [.., Out]
        if (Magnitude is null)
            return output.add(update, Scale).MoveToOuterDisposeScope();

        var stretch = (Magnitude / Lengths()).to(input.dtype);                              // m / n, [Out]
        var turned = (Target.Bias is { } bias ? output - bias : output).add(update, Scale) * stretch;
        return (Target.Bias is null ? turned : turned + Target.Bias).MoveToOuterDisposeScope();
    }

    /// <summary>Adds the update to the matrix itself, once and for all, and leaves the projection; dispose of the adapter then.</summary>
    /// <exception cref="InvalidOperationException">The projection holds another adapter or none, or its matrix has a substitute.</exception>
    public void Merge()
    {
        if (!ReferenceEquals(Target.Adapter, this))
            throw new InvalidOperationException("The adapter is not on its projection any more; it was merged or taken off, so make another.");

        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        Target.Weight.copy_(Merged());
        Target.Adapter = null;
    }

    /// <summary>The matrix with the update in it, float32 [Out, In]: W + Scale * B A, its rows brought to their lengths.</summary>
    /// <exception cref="InvalidOperationException">The matrix has a substitute.</exception>
    internal Tensor Merged()
    {
        if (Target.Substitute is { } substitute)
            throw new InvalidOperationException($"A {substitute.GetType().Name} stands in for the matrix, which a merge would not reach; take it off first.");

        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var merged = Updated();
        if (Magnitude is not null)
            merged.mul_((Magnitude / LengthsOf(merged)).unsqueeze(1));
        return merged.MoveToOuterDisposeScope();
    }

    /// <summary>What is dropped of an input in the present pass, or nothing.</summary>
    internal DropoutMask? Mask(Tensor input) =>
        Dropout > 0 && Pass.Running?.DropoutSeed is { } seed ? DropoutMask.OfAdapter(seed, _stream, Dropout) : null;

    /// <summary>Fails where the adapter is on another device than what it is given.</summary>
    internal void RequireBeside(Tensor input)
    {
        if (A.device_type != input.device_type)
            throw new InvalidOperationException($"The adapter is on {A.device} and what the projection reads on {input.device}; put adapters on after the model was moved.");
    }

    /// <summary>The lengths of a projection's rows, as magnitudes begin.</summary>
    internal static Parameter LengthsOf(Projection target)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var rows = target.Dense(ScalarType.Float32);
        return (Parameter)new Parameter(LengthsOf(rows)).DetachFromDisposeScope();
    }

    /// <summary>The L2 norm of each row, [Out], of a float32 matrix [Out, In].</summary>
    private static Tensor LengthsOf(Tensor matrix) => matrix.norm(1);

    /// <summary>n, a constant of the backward pass: the lengths of the rows of W + Scale * B A.</summary>
    private Tensor Lengths()
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        return LengthsOf(Updated()).MoveToOuterDisposeScope();
    }

    /// <summary>W + Scale * B A, a new float32 [Out, In].</summary>
    private Tensor Updated()
    {
        var updated = Factors.Product();
        using var weight = Target.Dense(ScalarType.Float32);
        return updated.add_(weight);
    }

    /// <summary>Leaves the projection and frees what it learnt.</summary>
    public void Dispose()
    {
        AdapterStack.TakeOff(Target, this);
        Factors.Dispose();
        Magnitude?.Dispose();
    }
}
