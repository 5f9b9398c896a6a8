using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>A part of a model that works on each token alone. Registers and moves its members without reflection.</summary>
public abstract class TokenwiseBlock : nn.Module<Tensor, Tensor>
{
    private bool _registered;

    /// <summary>Names the module.</summary>
    protected TokenwiseBlock(string name) : base(name)
    {
    }

    /// <summary>Registers children and parameters, under the names of the checkpoint.</summary>
    protected abstract void Register();

    /// <summary>Called after the children were moved to another device or type.</summary>
    protected virtual void Moved()
    {
    }

    /// <summary>Registers once: a parent that registers this module calls again.</summary>
    protected sealed override void RegisterComponents()
    {
        if (_registered)
            return;
        _registered = true;
        Register();
    }

    /// <summary>Moves the parameters of this module, then calls <see cref="Moved"/>.</summary>
    protected sealed override void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
    {
        MoveParameters(dtype, device);
        Moved();
    }

    /// <summary>Moves parameters that this module owns; a module without any has nothing to do.</summary>
    private protected virtual void MoveParameters(ScalarType? type, Device? device)
    {
    }
}
