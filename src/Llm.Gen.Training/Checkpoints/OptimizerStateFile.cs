using Llm.Gen.Runtime.Formats;
using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>
/// The optimizer's part of a checkpoint, as safetensors: its states by their names (<c>mean.NAME</c>, <c>square.NAME</c>), under
/// bfloat16 weights <c>master.NAME</c> for every stored name, float32, and torch's random state.
/// </summary>
internal static class OptimizerStateFile
{
    internal const string Name = "optimizer.safetensors";
    private const string Random = "torch.random";

    internal static void Write(string path, Optimizer optimizer)
    {
        using var scope = NewDisposeScope();
        var random = get_rng_state();
        var tensors = new List<TensorToWrite> { new(Random, ElementType.UInt8, random.shape, stream => StateTensors.Write(stream, random)) };
        foreach (var state in States(optimizer))
            tensors.Add(new(state.Name, TypeOf(state), state.Values.shape, stream => StateTensors.Write(stream, state.Values)));
        SafetensorsWriter.Write(path, tensors, new Dictionary<string, string> { ["steps"] = optimizer.Steps.ToString(System.Globalization.CultureInfo.InvariantCulture) });
    }

    /// <exception cref="InvalidDataException">A tensor is missing or has another shape.</exception>
    internal static void Read(string path, Optimizer optimizer)
    {
        using var file = SafetensorsFile.Open(path);
        using var scope = NewDisposeScope();
        optimizer.Steps = file.Metadata.TryGetValue("steps", out var steps) && long.TryParse(steps, out var count) && count >= 0
            ? count
            : throw new InvalidDataException($"{path}: its metadata has no count of steps; resume from another checkpoint.");
        foreach (var state in States(optimizer))
            StateTensors.Read(state.Values, StateTensors.Find(file, state.Name, state.Values.shape), TypeOf(state));

        var random = get_rng_state();
        StateTensors.Read(random, StateTensors.Find(file, Random, random.shape), ElementType.UInt8);
        set_rng_state(random);
    }

    private static IEnumerable<OptimizerState> States(Optimizer optimizer) =>
    [
        .. optimizer.States,
        .. optimizer.Master is not { } master ? [] : optimizer.Gradients.Slices.Select(slice =>
            new OptimizerState("master." + slice.Weight.Name, master.narrow(0, slice.Start, slice.Count).view(slice.Shape))),
    ];

    private static ElementType TypeOf(OptimizerState state) => state.Values.dtype == ScalarType.Byte ? ElementType.UInt8 : ElementType.Float32;
}
