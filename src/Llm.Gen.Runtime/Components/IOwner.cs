using TorchSharp.Modules;

namespace Llm.Gen.Runtime;

/// <summary>A module that has parameters of its own, and says what they are.</summary>
internal interface IOwner
{
    /// <summary>The parameters that belong to no module below it, by their stored names.</summary>
    IEnumerable<(string Name, Parameter Parameter, WeightRole Role)> OwnParameters { get; }
}
