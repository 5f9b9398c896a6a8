using TorchSharp.Modules;

namespace Llm.Gen.Runtime;

/// <summary>A parameter that a <see cref="Block"/> registers under a name of its own, and not inside a module of that name.</summary>
/// <param name="place">Where it is made.</param>
/// <param name="shape">Its shape.</param>
public sealed class OwnParameter(Placement place, params long[] shape)
{
    /// <summary>The parameter as it is now; moving a model replaces it.</summary>
    public Parameter Value { get; internal set; } = place.Parameter(shape);
}
