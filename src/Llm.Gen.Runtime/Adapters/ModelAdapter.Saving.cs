using Llm.Gen.Runtime.Formats;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Writing an adapter as a folder in the PEFT format.</summary>
public sealed partial class ModelAdapter
{
    /// <summary>
    /// Writes adapter_config.json and adapter_model.safetensors; what was there survives a failure. Numbers go back in the type in which they came
    /// where that holds them exactly, and in float32 otherwise, so that an adapter that was loaded and not trained is written byte for byte.
    /// </summary>
    /// <param name="folder">Created when missing.</param>
    /// <param name="cancellation">Ends the writing; the folder keeps what it had.</param>
    public void Save(string folder, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        using var turn = _model.TakeTurn(cancellation);
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        Directory.CreateDirectory(folder);
        var tensors = _parts.SelectMany(part => part.Weights).Select(weight => ToWrite(weight, cancellation)).OrderBy(tensor => tensor.Name, StringComparer.Ordinal);
        SafetensorsWriter.Write(Path.Combine(folder, AdapterFolder.WeightsName), [.. tensors]);
        cancellation.ThrowIfCancellationRequested();
        AtomicFile.WriteText(Path.Combine(folder, AdapterConfig.FileName), Config.Text ?? AdapterConfigWriter.Write(Config, _sites.IsTransposed));
    }

    private TensorToWrite ToWrite(StoredWeight weight, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var values = weight.Parameter.detach().cpu().contiguous();
        if (weight.Layout is { } layout)
            values = layout.Write(values).contiguous();
        var (key, type) = _origins.GetValueOrDefault(weight.Name, (AdapterFolder.Prefix + weight.Name, ElementType.Float32));
        var stored = Exactly(values, TypeOf(type)) ?? values.to(ScalarType.Float32);
        return new TensorToWrite(key, TypeOf(stored.dtype), weight.Shape, stream => stream.Write(Bytes(stored)));
    }

    private static ScalarType TypeOf(ElementType type) => type switch
    {
        ElementType.BFloat16 => ScalarType.BFloat16,
        ElementType.Float16 => ScalarType.Float16,
        _ => ScalarType.Float32,
    };

    private static ElementType TypeOf(ScalarType type) => type switch
    {
        ScalarType.BFloat16 => ElementType.BFloat16,
        ScalarType.Float16 => ElementType.Float16,
        _ => ElementType.Float32,
    };

    /// <summary>The values in a type, where it holds them exactly.</summary>
    private static Tensor? Exactly(Tensor values, ScalarType type)
    {
        var narrow = values.to(type);
        return narrow.to(ScalarType.Float32).eq(values.to(ScalarType.Float32)).all().item<bool>() ? narrow : null;
    }

    private static unsafe byte[] Bytes(Tensor values) =>
        new ReadOnlySpan<byte>((void*)Memory.Address(values), checked((int)(values.NumberOfElements * values.ElementSize))).ToArray();
}
