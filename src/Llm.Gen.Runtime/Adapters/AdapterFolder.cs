using Llm.Gen.Runtime.Formats;

namespace Llm.Gen.Runtime;

/// <summary>An adapter's folder in the PEFT format: adapter_config.json, and adapter_model.safetensors or adapter_model.bin.</summary>
internal sealed class AdapterFolder : IDisposable
{
    /// <summary>Name of the weights.</summary>
    public const string WeightsName = "adapter_model.safetensors";

    /// <summary>What every stored name begins with.</summary>
    public const string Prefix = "base_model.model.";

    private const string TorchName = "adapter_model.bin";
    private const long LargestConfig = 1 << 24;

    private readonly ITensorSource _source;

    private AdapterFolder(string path, AdapterConfig config, ITensorSource source) => (Path, Config, _source) = (path, config, source);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Its configuration.</summary>
    public AdapterConfig Config { get; }

    /// <summary>All tensors.</summary>
    public IReadOnlyList<StoredTensor> Tensors => _source.Tensors;

    /// <summary>Opens and checks a folder.</summary>
    /// <exception cref="IOException">The folder, or a file of it, is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or means what is not supported.</exception>
    public static AdapterFolder Open(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{folder}: no such adapter; give a folder with {AdapterConfig.FileName} and {WeightsName}.");

        var configPath = System.IO.Path.Combine(folder, AdapterConfig.FileName);
        if (!File.Exists(configPath))
            throw new FileNotFoundException($"{folder}: no {AdapterConfig.FileName}; an adapter's folder has one.", configPath);
        if (new FileInfo(configPath).Length is > LargestConfig and var size)
            throw new InvalidDataException($"{configPath}: {size} bytes are no configuration; expected at most {LargestConfig}.");
        var config = AdapterConfigReader.Read(configPath, File.ReadAllText(configPath));

        var (plain, torch) = (System.IO.Path.Combine(folder, WeightsName), System.IO.Path.Combine(folder, TorchName));
        ITensorSource source = File.Exists(plain) ? SafetensorsFile.Open(plain)
            : File.Exists(torch) ? TorchFile.Open(torch)
            : throw new FileNotFoundException($"{folder}: no {WeightsName} and no {TorchName}; an adapter's folder has one of them.", plain);
        return new AdapterFolder(folder, config, source);
    }

    /// <summary>Closes the file of weights.</summary>
    public void Dispose() => _source.Dispose();
}
