using TorchSharp.Modules;

namespace Llm.Gen.Runtime;

/// <summary>One row of a weight table: a tensor of a checkpoint and the parameter that it fills.</summary>
/// <param name="Name">The name in the checkpoint, which is also the parameter's key in the state dictionary.</param>
/// <param name="Parameter">The parameter as it is now; moving a model replaces its parameters.</param>
/// <param name="Shape">The declared shape, which the stored tensor must have.</param>
/// <param name="Role">What the tensor is.</param>
/// <param name="Layout">How it lies in the checkpoint; none where it lies there as in memory.</param>
/// <param name="Parts">Rows of each matrix in it, in the order of memory, where several are stored as one: queries, keys and values say.</param>
public sealed record StoredWeight(string Name, Parameter Parameter, long[] Shape, WeightRole Role, StoredLayout? Layout = null, int[]? Parts = null);
