using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>A name in the tree of a checkpoint that no part of the model has: it only holds what is stored below it.</summary>
internal sealed class Nest(string name) : Block(name)
{
    /// <summary>Registers a module under a name with dots: in the parts that it passes, and in nests where it passes none; false where it has no dots.</summary>
    public static bool TryRegister(nn.Module parent, string name, nn.Module child)
    {
        var dot = name.IndexOf('.');
        if (dot < 0)
            return false;

        var (first, rest) = (name[..dot], name[(dot + 1)..]);
        var next = parent.named_children().FirstOrDefault(registered => registered.name == first).module;
        if (next is null)
            parent.register_module(first, next = new Nest(first));
        if (!TryRegister(next, rest, child))
            next.register_module(rest, child);
        return true;
    }

    /// <summary>Nothing runs here.</summary>
    public override Tensor forward(Tensor x, Pass pass) => throw new NotSupportedException($"{GetName()} only holds the names below it; call the module that is registered there.");

    /// <inheritdoc/>
    protected override void Register()
    {
    }
}
