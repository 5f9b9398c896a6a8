using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>A name in the tree of a checkpoint that no part of the model has: it only holds what is stored below it.</summary>
internal sealed class Nest(string name) : Block(name)
{
    /// <summary>Registers a module under a name, in nests where it has dots; false where it has none.</summary>
    public static bool TryRegister(nn.Module parent, string name, nn.Module child)
    {
        var dot = name.IndexOf('.');
        if (dot < 0)
            return false;

        var first = name[..dot];
        var nest = (Nest?)parent.named_children().FirstOrDefault(registered => registered.name == first).module;
        if (nest is null)
            parent.register_module(first, nest = new Nest(first));
        nest.register_module(name[(dot + 1)..], child);
        return true;
    }

    /// <summary>Nothing runs here.</summary>
    public override Tensor forward(Tensor x, Pass pass) => throw new NotSupportedException($"{GetName()} only holds the names below it; call the module that is registered there.");

    /// <inheritdoc/>
    protected override void Register()
    {
    }
}
