using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>The one matrix behind one or more projections that read the same input. O is the sum of their outputs, N the tokens.</summary>
internal sealed class MatrixPack : IFrozenMatrix, IDisposable
{
    private readonly Projection[] _members;
    private readonly Projection[] _biased;      // those of them that have a bias
    private readonly HashSet<Projection> _released = [];        // members whose rows are gone
    private Tensor _weight = null!;             // [O, In], shares memory with the members' parameters
    private Tensor? _bias;                      // [O], 0 where a member has none
    private PackedGradient? _weightGradient;
    private PackedGradient? _biasGradient;

    /// <summary>Makes the matrix of new members.</summary>
    public MatrixPack(Projection[] members, Placement place)
    {
        (_members, _biased) = (members, Array.FindAll(members, member => member.HasBias));
        foreach (var member in members)
            member.Owner = this;
        InputSize = members[0].InputSize;
        OutputSize = members.Sum(member => member.OutputSize);
        Allocate(place);
        Share((_, _) => true);
    }

    /// <summary>Values that the members read.</summary>
    public long InputSize { get; }

    /// <summary>Values that the members make together.</summary>
    public long OutputSize { get; }

    /// <summary>The matrix, [O, In].</summary>
    public Tensor Weight => _weight;

    /// <summary>[.., In] to [.., O].</summary>
    public Tensor Apply(Tensor x)
    {
        if (!is_grad_enabled() || !(x.requires_grad || IsTrainable))
            return Multiply(x);

        var inputs = new object[2 + _members.Length + _biased.Length];
        (inputs[0], inputs[1]) = (x, this);
        var at = 2;
        foreach (var member in _members)
        {
            inputs[at++] = member.Weight;
            if (member.Bias is { } bias)
                inputs[at++] = bias;
        }
        return ProjectionFunction.apply(inputs);
    }

    /// <summary>What forward computes, without a graph.</summary>
    public Tensor Multiply(Tensor x) => Kernels.For(x).Linear(x, _weight, _bias);

    /// <summary>The gradient of what the members read, [N, In], of that of what they made, rows [N, O].</summary>
    public Tensor InputGradient(Tensor rows) => ParameterGradient.OfInput(rows, _weight);

    /// <summary>Adds to the members' gradients, in the packed buffer where the gradients are its slices.</summary>
    /// <param name="outputGradient">[N, O].</param>
    /// <param name="input">[N, In].</param>
    public void Accumulate(Tensor outputGradient, Tensor input)
    {
        if (!IsTrainable)
            return;
        (_weightGradient ??= new(_weight, Rows(_members))).Accumulate(
            Array.ConvertAll(_members, member => member.Weight),
            (gradient, from, count, keep) =>
            {
                using var part = outputGradient.narrow(1, from, count);
                Kernels.For(gradient).Multiply(gradient, part, transposesA: true, input, transposesB: false, adds: keep);
            });
        if (_bias is null)
            return;

        using var scope = NewDisposeScope();
        var sums = OfBiased(outputGradient.sum([0L], type: ScalarType.Float32));
        (_biasGradient ??= new(OfBiased(_bias), Rows(_biased))).Accumulate(
            Array.ConvertAll(_biased, member => member.Bias!),
            (gradient, from, count, keep) =>
            {
                var part = sums.narrow(0, from, count);
                _ = keep ? gradient.add_(part) : gradient.copy_(part);
            });
    }

    /// <summary>Whether every member's parameters still lie in the matrix; torch moves each parameter by itself.</summary>
    public void Repack()
    {
        var place = new Placement(_members[0].Weight.device, _members[0].Weight.dtype);
        using (no_grad())
        {
            var (oldWeight, oldBias) = (_weight, _bias);
            Allocate(place);
            Share((packed, own) =>
            {
                packed.copy_(own);
                return own.requires_grad;
            });
            oldWeight.Dispose();
            oldBias?.Dispose();
        }
        DropGradients();
    }

    /// <summary>Whether a member's rows are gone.</summary>
    public bool IsReleased(Projection member) => _released.Contains(member);

    /// <summary>Lets a member's rows go; the matrix is freed with the last. What stays in their place has their shape and no memory.</summary>
    public void Release(Projection member)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var (type, device) = (_weight.dtype, _weight.device);
        var hollow = zeros([1, 1], type, device).expand(member.OutputSize, InputSize);
        member.Adopt((Parameter)new Parameter(hollow, requires_grad: false).DetachFromDisposeScope());
        _released.Add(member);
        if (_released.Count < _members.Length)
            return;
        _weight.Dispose();
        _weight = zeros([1, 1], type, device).expand(OutputSize, InputSize).DetachFromDisposeScope();
        DropGradients();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _weight.Dispose();
        _bias?.Dispose();
        DropGradients();
    }

    /// <summary>Whether any of the parameters learns.</summary>
    public bool IsTrainable => Array.Exists(_members, m => m.Weight.requires_grad || m.Bias is { requires_grad: true });

    private static long[] Rows(Projection[] members) => Array.ConvertAll(members, member => (long)member.OutputSize);

    /// <summary>What of [O] belongs to members that have a bias.</summary>
    private Tensor OfBiased(Tensor all)
    {
        if (_biased.Length == _members.Length)
            return all;

        var (parts, from) = (new List<Tensor>(), 0L);
        foreach (var member in _members)
        {
            if (member.HasBias)
                parts.Add(all.narrow(0, from, member.OutputSize));
            from += member.OutputSize;
        }

        return cat(parts, 0);
    }

    private void Allocate(Placement place)
    {
        _weight = place.Empty(OutputSize, InputSize).DetachFromDisposeScope();
        _bias = _biased.Length > 0 ? place.Empty(OutputSize).DetachFromDisposeScope() : null;
        if (_biased.Length < _members.Length)
            _bias?.zero_();
    }

    /// <summary>Gives each member its rows as parameters; <paramref name="fill"/> sees the new rows and the old parameter, and says whether it is trained.</summary>
    private void Share(Func<Tensor, Parameter, bool> fill)
    {
        var from = 0L;
        foreach (var member in _members)
        {
            member.Adopt(Part(_weight, member.Weight), member.HasBias ? Part(_bias!, member.Bias) : null);
            from += member.OutputSize;

            Parameter Part(Tensor packed, Parameter? own)
            {
                var rows = packed.narrow(0, from, member.OutputSize);
                var trained = own is null || fill(rows, own);
                return (Parameter)new Parameter(rows, trained).DetachFromDisposeScope();
            }
        }
    }

    private void DropGradients()
    {
        _weightGradient?.Dispose();
        _biasGradient?.Dispose();
        (_weightGradient, _biasGradient) = (null, null);
    }
}
