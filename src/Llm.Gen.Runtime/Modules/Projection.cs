using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>A matrix applied to every token: y = W x, or W x + b. Its matrix may be rows of a <see cref="ProjectionGroup"/>'s.</summary>
public sealed class Projection : TokenwiseBlock, IScorer
{
    private readonly MatrixPack? _pack;         // none where the rows belong to a group
    private IMatrix? _substitute;

    /// <summary>A projection with storage of its own.</summary>
    public Projection(int inputSize, int outputSize, Placement place, bool bias = false) : this(inputSize, outputSize, bias) =>
        _pack = new MatrixPack([this], place);

    /// <summary>A member of a group, which gives it its rows.</summary>
    internal Projection(int inputSize, int outputSize, bool bias) : base(nameof(Projection)) =>
        (InputSize, OutputSize, HasBias) = (inputSize, outputSize, bias);

    /// <summary>Values read of each token.</summary>
    public int InputSize { get; }

    /// <summary>Values made of each token.</summary>
    public int OutputSize { get; }

    /// <summary>Whether something is added to the output.</summary>
    public bool HasBias { get; }

    /// <summary>The matrix, [Out, In].</summary>
    public Parameter Weight { get; private set; } = null!;

    /// <summary>Added to the output, [Out], or none.</summary>
    public Parameter? Bias { get; private set; }

    /// <summary>What is learnt beside the matrix, or nothing.</summary>
    public IProjectionAdapter? Adapter { get; set; }

    /// <summary>What stands in for the matrix in the forward pass, quantised say, or nothing.</summary>
    /// <exception cref="InvalidOperationException">The projection was loaded quantised: there is nothing else that it could compute with.</exception>
    public IMatrix? Substitute
    {
        get => _substitute;
        set => _substitute = IsQuantized ? throw new InvalidOperationException("The projection was loaded quantised, its plain matrix is gone; load the model dequantised to put something else in its place.") : value;
    }

    /// <inheritdoc/>
    public LogitShape? Logits { get; set; }

    /// <inheritdoc/>
    public bool IsPlain => Adapter is null && Substitute is null;

    /// <summary>Some of its rows, which make a part of its output.</summary>
    public ProjectionRows Rows(int first, int count) => new(this, first, count);

    /// <summary>A new matrix [Out, In] of a type, from what the projection computes with; without a graph.</summary>
    internal Tensor Dense(ScalarType type)
    {
        using var frozen = no_grad();
        return Substitute?.Dense(type) ?? Weight.to(type, copy: true);
    }

    /// <summary>[.., In] to [.., Out].</summary>
    public override Tensor forward(Tensor x)
    {
        Operands.RequireRows("A projection", x, InputSize, Weight);
        if (Adapter is not null && Frozen is { } frozen && LoraPlan.For([this]) is { } plan)
            return LoraFunction.Run(x, frozen, plan);

        var y = Substitute is { } matrix ? matrix.Multiply(x, Bias) : _pack is not null ? _pack.Apply(x) : nn.functional.linear(x, Weight, Bias);
        return Adapter is { } adapter ? adapter.Adapt(x, y) : y;
    }

    /// <inheritdoc/>
    public Tensor Score(Tensor hidden)
    {
        var products = forward(hidden).to(ScalarType.Float32);
        return Logits?.Apply(products) ?? products;
    }

    /// <summary>Computes with a quantised matrix from now on, which it owns, and lets the memory of its own go. The weight keeps its shape, type and device, and holds nothing.</summary>
    internal void Replace(QuantizedMatrix matrix)
    {
        Substitute = matrix;
        Owner.Release(this);
    }

    /// <summary>Whether the weight's memory is gone and a quantised matrix stands in its place.</summary>
    internal bool IsQuantized => Owner.IsReleased(this);

    /// <summary>The matrix that its rows belong to, its own or its group's.</summary>
    internal MatrixPack Owner { get; set; } = null!;

    /// <summary>Takes rows of a packed matrix as parameters, in place of those it had.</summary>
    internal void Adopt(Parameter weight, Parameter? bias)
    {
        Weight?.Dispose();
        Bias?.Dispose();
        (Weight, Bias) = (weight, bias);
        if (IsRegistered)
            RegisterParameters();
    }

    private IFrozenMatrix? Frozen => Substitute is not null ? QuantizedRows.Of(this) : _pack is { IsTrainable: false } ? _pack : null;

    /// <summary>Takes a weight in place of the one it had, and keeps its bias.</summary>
    internal void Adopt(Parameter weight)
    {
        Weight.Dispose();
        Weight = weight;
        if (IsRegistered)
            RegisterParameters();
    }

    /// <inheritdoc/>
    protected override void Register() => RegisterParameters();

    /// <inheritdoc/>
    protected override void Moved() => _pack?.Repack();

    /// <inheritdoc/>
    private protected override void MoveParameters(ScalarType? type, Device? device)
    {
        if (IsQuantized)
            throw new InvalidOperationException("The model is quantised, and stays where and in the type in which it was loaded; load it again with the device and precision that are wanted.");
        Adopt(Moving.Copy(Weight, type, device), Bias is null ? null : Moving.Copy(Bias, type, device));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            (Substitute as QuantizedMatrix)?.Dispose();
            _pack?.Dispose();
        }
        base.Dispose(disposing);
    }

    private void RegisterParameters()
    {
        ConditionallyRegisterParameter("weight", Weight);
        ConditionallyRegisterParameter("bias", Bias);
    }
}
