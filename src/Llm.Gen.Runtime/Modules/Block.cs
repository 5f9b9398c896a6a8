using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>A part of a model that needs to know where its tokens stand. Registers and moves its members without reflection.</summary>
public abstract class Block : nn.Module<Tensor, Pass, Tensor>, IOwner
{
    private readonly Companions _companions = new();
    private readonly List<(string Name, OwnParameter Parameter, WeightRole Role)> _own = [];
    private bool _registered;

    /// <summary>Names the module.</summary>
    protected Block(string name) : base(name)
    {
    }

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

    /// <summary>A list of modules alike, each made with its place in it.</summary>
    protected static ModuleList<T> Repeat<T>(int count, Func<int, T> make) where T : nn.Module =>
        new(Enumerable.Range(0, count).Select(make).ToArray());

    /// <summary>Registers the children of a part as this module's own: checkpoints name them without the part.</summary>
    protected void Spread(TokenwiseBlock part)
    {
        part.RegisterIn(this);
        Keep(part.Companions);
    }

    /// <summary>Registers a child; a name with dots is a path through names that no module has.</summary>
    public override void register_module(string name, nn.Module submodule)
    {
        if (!Nest.TryRegister(this, name, submodule))
            base.register_module(name, submodule);
    }

    /// <summary>Called after the children were moved to another device or type.</summary>
    protected virtual void Moved()
    {
    }

    /// <summary>What is held while the module moves; nothing unless it is a root.</summary>
    private protected virtual IDisposable? BeginMove() => null;

    /// <summary>Registers once: a parent that registers this module calls again.</summary>
    protected sealed override void RegisterComponents()
    {
        if (_registered)
            return;
        _registered = true;
        Register();
    }

    /// <summary>Moves the children, the parameters of this module, and what follows them; then calls <see cref="Moved"/>.</summary>
    protected sealed override void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
    {
        using var turn = BeginMove();
        RegisterComponents();
        Moving.Children(this, dtype, device, non_blocking);
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
}
