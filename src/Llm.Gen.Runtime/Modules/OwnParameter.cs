using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>A parameter that a module itself has, and no module below it: it moves with that module.</summary>
/// <param name="place">Where it is made.</param>
/// <param name="shape">Its shape.</param>
public sealed class OwnParameter(Placement place, params long[] shape)
{
    /// <summary>The parameter as it is now; moving a model replaces it.</summary>
    public Parameter Value { get; private set; } = place.Parameter(shape);

    /// <summary>Whether it keeps its type where the module takes another.</summary>
    internal bool KeepsType { get; init; }

    /// <summary>Puts a copy elsewhere in its place, with its gradient.</summary>
    internal void Move(ScalarType? type, Device? device)
    {
        var moved = Moving.Copy(Value, KeepsType ? null : type, device);
        Value.Dispose();
        Value = moved;
    }
}
