using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>A part of a model that works on each token alone. Registers and moves its members without reflection.</summary>
public abstract class TokenwiseBlock : nn.Module<Tensor, Tensor>, IOwner
{
    private readonly Companions _companions = new();
    private readonly List<(string Name, OwnParameter Parameter, WeightRole Role)> _own = [];

    /// <summary>Names the module.</summary>
    protected TokenwiseBlock(string name) : base(name)
    {
    }

    /// <summary>Whether the children and parameters are registered.</summary>
    private protected bool IsRegistered { get; private set; }

    /// <summary>Registers children and parameters, under the names of the checkpoint.</summary>
    protected abstract void Register();

    /// <summary>Takes a part that is no module: it follows the children when they move, and is freed with them.</summary>
    protected void Keep(ICompanion companion) => _companions.Add(companion);

    IEnumerable<(string Name, Parameter Parameter, WeightRole Role)> IOwner.OwnParameters => _own.Select(own => (own.Name, own.Parameter.Value, own.Role));

    /// <summary>Registers a parameter that belongs to no module below this one.</summary>
    /// <param name="name">The stored name.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="role">What it is: how it begins, and whether it decays.</param>
    protected void Own(string name, OwnParameter parameter, WeightRole role = WeightRole.Bias)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        _own.Add((name, parameter, role));
        register_parameter(name, parameter.Value);
    }

    /// <summary>Registers a child; a name with dots is a path through names that no module has.</summary>
    public override void register_module(string name, nn.Module submodule)
    {
        if (!Nest.TryRegister(this, name, submodule))
            base.register_module(name, submodule);
    }

    /// <summary>Registers the children in another module, as if they were its own: checkpoints name them without this part.</summary>
    internal void RegisterIn(nn.Module parent)
    {
        RegisterComponents();
        foreach (var (name, child) in named_children())
            parent.register_module(name, child);
    }

    /// <summary>What of this part is no module.</summary>
    internal ICompanion Companions => _companions;

    /// <summary>Called after the children were moved to another device or type.</summary>
    protected virtual void Moved()
    {
    }

    /// <summary>Registers once: a parent that registers this module calls again.</summary>
    protected sealed override void RegisterComponents()
    {
        if (IsRegistered)
            return;
        IsRegistered = true;
        Register();
    }

    /// <summary>Moves the children, the parameters of this module, and what follows them; then calls <see cref="Moved"/>.</summary>
    protected sealed override void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
    {
        RegisterComponents();
        Moving.Children(this, dtype, device, non_blocking);
        MoveParameters(dtype, device);
        foreach (var (name, parameter, _) in _own)
        {
            parameter.Move(dtype, device);
            ConditionallyRegisterParameter(name, parameter.Value);
        }
        if (device is not null)
            (_deviceType, _deviceIndex) = (device.type, device.index);
        _companions.Follow();
        Moved();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _companions.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Moves parameters that lie in what another part holds; a module without any has nothing to do.</summary>
    private protected virtual void MoveParameters(ScalarType? type, Device? device)
    {
    }
}
