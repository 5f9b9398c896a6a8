using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Makes models of one declaration, whatever their type.</summary>
public abstract class ModelFactory(ModelFacts facts)
{
    /// <summary>What is known of its models without weights.</summary>
    public ModelFacts Facts { get; } = facts;

    /// <summary>A new model with freshly drawn weights.</summary>
    public CausalModel CreateModel(CreateOptions? options = null)
    {
        options ??= new CreateOptions();
        var model = Empty(new Placement(options.Device, TypeOf(options.Precision, Formats.ElementType.Float32)));
        WeightInitialization.Draw(model, options.Seed, options.Deviation);
        return model;
    }

    /// <summary>The model stored in a Hugging Face folder or a .gguf file.</summary>
    /// <exception cref="IOException">The folder, or a file of it, is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or holds another model; the message names the key or tensor, expected and found.</exception>
    public CausalModel LoadModel(string path, LoadOptions? options = null)
    {
        options ??= new LoadOptions();
        if (!Enum.IsDefined(options.ExtraTensors))
            throw new ArgumentException($"ExtraTensors is {options.ExtraTensors}; expected {string.Join(", ", Enum.GetNames<ExtraTensors>())}; name one of them.", nameof(options));

        using var checkpoint = Formats.Checkpoint.Open(path);
        ConfigComparison.Require(Facts, checkpoint.Path, checkpoint.ConfigJson);
        WeightLoading.Require(Facts, checkpoint, options.ExtraTensors);      // before memory is taken for what the configuration claims

        var model = Empty(new Placement(options.Device, TypeOf(options.Precision, WeightLoading.TypeOf(checkpoint))));
        try
        {
            WeightLoading.Fill(model, checkpoint, options.ExtraTensors);
            model.StoredConfig = checkpoint.ConfigJson;
            model.GenerationDefaults = GenerationDefaults.Find(path, checkpoint.ConfigJson);
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

    private static ScalarType TypeOf(Precision precision, Formats.ElementType stored) => precision switch
    {
        Precision.Float32 => ScalarType.Float32,
        Precision.BFloat16 => ScalarType.BFloat16,
        Precision.AsStored => stored == Formats.ElementType.BFloat16 ? ScalarType.BFloat16 : ScalarType.Float32,
        _ => throw new ArgumentException($"Precision is {precision}; expected {string.Join(", ", Enum.GetNames<Precision>())}; name one of them."),
    };
}
