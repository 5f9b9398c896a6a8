using System.Globalization;
using Llm.Gen.Runtime.Formats;

namespace Llm.Gen.Training;

/// <summary>The averaged weights' part of a checkpoint, as safetensors: float32 under the stored names, as memory has them; there is no file without an average.</summary>
internal static class AverageFile
{
    internal const string Name = "average.safetensors";

    internal static void Write(string path, WeightAverage? average, GradientSet gradients)
    {
        if (average is null)
            return;
        var tensors = gradients.Slices.Select(slice => new TensorToWrite(slice.Weight.Name, ElementType.Float32, slice.Shape, stream =>
        {
            using var part = average.Sum.narrow(0, slice.Start, slice.Count);
            StateTensors.Write(stream, part);
        }));
        SafetensorsWriter.Write(path, [.. tensors], new Dictionary<string, string> { ["updates"] = average.Updates.ToString(CultureInfo.InvariantCulture) });
    }

    /// <exception cref="InvalidDataException">A tensor is missing or has another shape.</exception>
    internal static void Read(string path, WeightAverage? average, GradientSet gradients)
    {
        if (average is null)
            return;
        using var file = SafetensorsFile.Open(path);
        average.Updates = file.Metadata.TryGetValue("updates", out var updates) && long.TryParse(updates, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : throw new InvalidDataException($"{path}: its metadata has no count of updates; resume from another checkpoint.");
        foreach (var slice in gradients.Slices)
        {
            using var part = average.Sum.narrow(0, slice.Start, slice.Count);
            StateTensors.Read(part, StateTensors.Find(file, slice.Weight.Name, slice.Shape), ElementType.Float32);
        }
    }
}
