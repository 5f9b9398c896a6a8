using TorchSharp;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Makes models of one declaration, whatever their type.</summary>
public abstract class ModelFactory(ModelFacts facts)
{
    /// <summary>What is known of its models without weights.</summary>
    public ModelFacts Facts { get; } = facts;

    /// <summary>A new model with freshly drawn weights.</summary>
    /// <exception cref="ArgumentException">An option is out of its range, or the machine has no such device.</exception>
    public CausalModel CreateModel(CreateOptions? options = null)
    {
        options ??= new CreateOptions();
        if (options.Precision == Precision.AsStored)
            throw new ArgumentException("Precision is AsStored, and a new model is stored nowhere; name Float32 or BFloat16.", nameof(options));
        if (!(options.Deviation >= 0) || !double.IsFinite(options.Deviation))
            throw new ArgumentException($"Deviation is {options.Deviation}; expected 0 or more.", nameof(options));
        RequireDevice(options.Device);

        var model = Empty(new Placement(options.Device, TypeOf(options.Precision, Formats.ElementType.Float32)));
        try
        {
            WeightInitialization.Draw(model, options.Seed, options.Deviation);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>The model stored in a Hugging Face folder or a .gguf file.</summary>
    /// <exception cref="IOException">The folder, or a file of it, is missing.</exception>
    /// <exception cref="ArgumentException">An option names nothing, or the machine has no such device.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or holds another model; the message names the key or tensor, expected and found.</exception>
    public CausalModel LoadModel(string path, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new LoadOptions();
        if (!Enum.IsDefined(options.ExtraTensors))
            throw new ArgumentException($"ExtraTensors is {options.ExtraTensors}; expected {string.Join(", ", Enum.GetNames<ExtraTensors>())}; name one of them.", nameof(options));
        RequireDevice(options.Device);
        if (options.Errors() is { } error)
            throw new ArgumentException(error, nameof(options));
        options.Cancellation.ThrowIfCancellationRequested();

        using var checkpoint = Formats.Checkpoint.Open(path);
        var isKnown = ConfigComparison.Require(Facts, checkpoint.Path, checkpoint.ConfigJson, options.Names is not null);
        var tensors = new ModelTensors(Facts, checkpoint, options.Names);
        WeightLoading.Require(Facts, tensors, options.ExtraTensors);      // before memory is taken for what the configuration claims

        var model = Empty(new Placement(options.Device, TypeOf(options.Precision, WeightLoading.TypeOf(checkpoint))));
        try
        {
            WeightLoading.Fill(model, tensors, options);
            model.StoredConfig = isKnown ? StoredConfig.Of(checkpoint.ConfigJson) : null;
            model.LeftInFile = [.. tensors.Beside];
            model.GenerationDefaults = GenerationDefaults.Find(path, checkpoint.ConfigJson);
            foreach (var folder in options.Adapters)
                ModelAdapter.Load(model, folder);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>A model whose weights hold nothing yet.</summary>
    protected internal abstract CausalModel Empty(Placement placement);

    /// <summary>Fails before memory is taken where there can be none.</summary>
    private static void RequireDevice(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (device.type == DeviceType.META)
            throw new ArgumentException($"Device is {device}, which holds no numbers; choose cpu or cuda.", "options");
        if (device.type != DeviceType.CUDA)
            return;
        var devices = cuda.is_available() ? cuda.device_count() : 0;
        if (device.index >= Math.Max(1, devices) || devices == 0)
            throw new ArgumentException($"Device is {device}, and torch finds {devices} CUDA devices on this machine; choose the CPU, one of those, or a libtorch with CUDA and its driver.", "options");
    }

    private static ScalarType TypeOf(Precision precision, Formats.ElementType stored) => precision switch
    {
        Precision.Float32 => ScalarType.Float32,
        Precision.BFloat16 => ScalarType.BFloat16,
        Precision.AsStored => stored == Formats.ElementType.BFloat16 ? ScalarType.BFloat16 : ScalarType.Float32,
        _ => throw new ArgumentException($"Precision is {precision}; expected {string.Join(", ", Enum.GetNames<Precision>())}; name one of them."),
    };
}
