using System.Diagnostics.CodeAnalysis;

namespace Llm.Gen.Runtime.Formats;

/// <summary>A stored model, whatever its form: the text of its config.json, and its tensors under Hugging Face names.</summary>
public sealed class Checkpoint : ITensorSource
{
    /// <summary>Name of the configuration in a Hugging Face folder.</summary>
    public const string ConfigName = "config.json";

    private readonly ITensorSource _source;

    private Checkpoint(ITensorSource source, string configJson)
    {
        _source = source;
        ConfigJson = configJson;
    }

    /// <inheritdoc/>
    public string Path => _source.Path;

    /// <summary>config.json as the folder has it, or as a GGUF file's metadata implies it.</summary>
    public string ConfigJson { get; }

    /// <inheritdoc/>
    public IReadOnlyList<StoredTensor> Tensors => _source.Tensors;

    /// <summary>Opens a Hugging Face folder or a <c>.gguf</c> file.</summary>
    /// <exception cref="IOException">It, or one of its files, is missing.</exception>
    /// <exception cref="InvalidDataException">It is damaged or cannot be read; the message says what and where.</exception>
    public static Checkpoint Open(string path)
    {
        if (IsGguf(path))
        {
            var gguf = GgufCheckpoint.Open(path);
            return new Checkpoint(gguf, gguf.ConfigJson);
        }

        var config = ReadConfig(path);
        var folder = CheckpointFolder.Open(path);
        return new Checkpoint(IsBitsAndBytes(config) ? new BitsAndBytesSource(folder) : folder, config);
    }

    /// <summary>The configuration alone; a folder needs no weights for that.</summary>
    /// <exception cref="IOException">The folder, its config.json or the file is missing.</exception>
    /// <exception cref="InvalidDataException">The GGUF file is damaged or of an unsupported architecture.</exception>
    public static string ReadConfig(string path)
    {
        if (IsGguf(path))
        {
            using var file = GgufFile.Open(path);
            return GgufConfig.Derive(file);
        }

        if (!Directory.Exists(path))
            throw new DirectoryNotFoundException($"{path}: no such model; give a Hugging Face folder or a .gguf file.");

        var config = System.IO.Path.Combine(path, ConfigName);
        return File.Exists(config)
            ? File.ReadAllText(config)
            : throw new FileNotFoundException($"{path}: no {ConfigName}; a Hugging Face folder has one.", config);
    }

    /// <inheritdoc/>
    public bool TryFind(string name, [NotNullWhen(true)] out StoredTensor? tensor) => _source.TryFind(name, out tensor);

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    private static bool IsBitsAndBytes(string config) =>
        Architectures.ModelConfig.TryParse(config, out _) is { Quantization: BitsAndBytesSource.Method };

    private static bool IsGguf(string path) => path.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase) && !Directory.Exists(path);
}
