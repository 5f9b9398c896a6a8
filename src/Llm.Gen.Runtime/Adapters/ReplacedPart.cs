using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>
/// A weight of the model that the adapter has a version of its own of: a bias, or a module that is stored whole. While it is on, the values stand in
/// the model's own parameter, where they are trained; the model's are kept aside.
/// </summary>
internal sealed class ReplacedPart : AdapterPart
{
    private readonly string _name;
    private readonly AdapterSites _sites;
    private readonly StoredWeight _row;
    private Parameter _other;                   // the adapter's values while it is off, the model's while it is on
    private bool _isOn;

    /// <summary>A version of a weight, as memory has it; it belongs to the part from now on.</summary>
    public ReplacedPart(AdapterSites sites, string name, string storedName, Tensor values)
    {
        (_sites, _name, _other) = (sites, name, Kept(values));
        _row = sites.Row(name)! with { Name = storedName };
    }

    /// <summary>The weight itself while the part is on, what was kept of it otherwise.</summary>
    public override IReadOnlyList<StoredWeight> Weights => [_row with { Parameter = _isOn ? _sites.Find(_name) : _other }];

    public override string Changes => _name;

    /// <summary>Lets the weight learn while everything else is frozen.</summary>
    public void Unfreeze() => _sites.Find(_name).requires_grad = true;

    public override void PutOn() => Swap(true);

    public override void TakeOff() => Swap(false);

    public override Tensor Merged() => _other.alias();                                      // the part keeps its own

    private void Swap(bool isOn)
    {
        if (_isOn == isOn)
            return;
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var parameter = _sites.Find(_name);
        var before = Kept(parameter.detach().clone());
        parameter.copy_(_other);
        _other.Dispose();
        (_other, _isOn) = (before, isOn);
    }

    private static Parameter Kept(Tensor values) => (Parameter)new Parameter(values, requires_grad: false).DetachFromDisposeScope();

    public override void Dispose()
    {
        TakeOff();
        _other.Dispose();
    }
}
