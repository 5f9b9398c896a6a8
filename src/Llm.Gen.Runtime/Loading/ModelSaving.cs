using System.Text.Json;
using System.Text.Json.Nodes;
using Llm.Gen.Runtime.Formats;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Writes a model as a Hugging Face folder. Every file is written under another name and renamed when whole.</summary>
internal static class ModelSaving
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Writes the weights, then config.json with every field it came with, then generation_config.json if there was one.</summary>
    public static void Save(CausalModel model, string folder, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(folder);
        cancellation.ThrowIfCancellationRequested();
        if (model.AdapterPoints().FirstOrDefault(point => point.Target.IsQuantized) is { } point)
            throw new InvalidOperationException($"{point.Name} is quantised, and plain weights are saved; load the model dequantised (LoadOptions.IsDequantized), or save its adapter alone.");
        using var _ = no_grad();
        Directory.CreateDirectory(folder);
        CheckpointWriter.Write(folder, [.. model.Weights().Select(row => ToWrite(row, cancellation))]);
        cancellation.ThrowIfCancellationRequested();
        AtomicFile.WriteText(Path.Combine(folder, Checkpoint.ConfigName), Config(model));
        if (model.GenerationDefaults.ToText() is { } text)
            AtomicFile.WriteText(Path.Combine(folder, GenerationDefaults.FileName), text);
    }

    private static string Config(CausalModel model)
    {
        var config = JsonNode.Parse(model.StoredConfig ?? model.Facts.Config)!.AsObject();
        var type = model.Placement.Type == ScalarType.BFloat16 ? "bfloat16" : "float32";
        config.Remove("quantization_config");                                               // what was quantised is plain now
        config[config.ContainsKey("dtype") ? "dtype" : "torch_dtype"] = type;
        return config.ToJsonString(Indented) + "\n";
    }

    private static TensorToWrite ToWrite(StoredWeight row, CancellationToken cancellation)
    {
        var type = row.Parameter.dtype == ScalarType.BFloat16 ? ElementType.BFloat16 : ElementType.Float32;
        return new TensorToWrite(row.Name, type, row.Shape, stream => Write(row, stream, cancellation));
    }

    private static unsafe void Write(StoredWeight row, Stream stream, CancellationToken cancellation)
    {
        const long pieceBytes = 1 << 26;
        using var scope = NewDisposeScope();
        var values = row.Parameter.detach().cpu().contiguous();
        if (row.Layout is { } layout)
            values = layout.Write(values);
        var (address, size) = (Memory.Address(values), values.NumberOfElements * values.ElementSize);
        for (var from = 0L; from < size; from += pieceBytes)
        {
            cancellation.ThrowIfCancellationRequested();
            stream.Write(new ReadOnlySpan<byte>((void*)(address + (nint)from), (int)Math.Min(pieceBytes, size - from)));
        }
    }
}
