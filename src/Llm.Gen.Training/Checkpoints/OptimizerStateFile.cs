using Llm.Gen.Runtime.Formats;
using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>
/// The optimizer's part of a checkpoint, as safetensors: <c>mean.NAME</c>, <c>square.NAME</c> and, under bfloat16 weights,
/// <c>master.NAME</c> for every stored name, all float32, and torch's random state.
/// </summary>
internal static class OptimizerStateFile
{
    internal const string Name = "optimizer.safetensors";
    private const string Random = "torch.random";

    internal static void Write(string path, AdamW optimizer)
    {
        using var scope = NewDisposeScope();
        var random = get_rng_state();
        var tensors = new List<TensorToWrite> { new(Random, ElementType.UInt8, random.shape, stream => StateTensors.Write(stream, random)) };
        foreach (var (prefix, all) in Parts(optimizer))
            foreach (var slice in optimizer.Gradients.Slices)
                tensors.Add(new(prefix + slice.Weight.Name, ElementType.Float32, slice.Weight.Shape, stream => StateTensors.Write(stream, all.narrow(0, slice.Start, slice.Count))));
        SafetensorsWriter.Write(path, tensors, new Dictionary<string, string> { ["steps"] = optimizer.Steps.ToString(System.Globalization.CultureInfo.InvariantCulture) });
    }

    /// <exception cref="InvalidDataException">A tensor is missing or has another shape.</exception>
    internal static void Read(string path, AdamW optimizer)
    {
        using var file = SafetensorsFile.Open(path);
        using var scope = NewDisposeScope();
        optimizer.Steps = file.Metadata.TryGetValue("steps", out var steps) && long.TryParse(steps, out var count) && count >= 0
            ? count
            : throw new InvalidDataException($"{path}: its metadata has no count of steps; resume from another checkpoint.");
        foreach (var (prefix, all) in Parts(optimizer))
            foreach (var slice in optimizer.Gradients.Slices)
                StateTensors.Read(all.narrow(0, slice.Start, slice.Count), StateTensors.Find(file, prefix + slice.Weight.Name, slice.Weight.Shape), ElementType.Float32);

        var random = get_rng_state();
        StateTensors.Read(random, StateTensors.Find(file, Random, random.shape), ElementType.UInt8);
        set_rng_state(random);
    }

    private static IEnumerable<(string Prefix, Tensor All)> Parts(AdamW optimizer)
    {
        yield return ("mean.", optimizer.Mean);
        yield return ("square.", optimizer.Square);
        if (optimizer.Master is { } master)
            yield return ("master.", master);
    }
}
