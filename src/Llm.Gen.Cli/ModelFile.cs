using Llm.Gen.Architectures;
using Llm.Gen.Runtime.Formats;

namespace Llm.Gen.Cli;

/// <summary>MODEL on the command line.</summary>
internal static class ModelFile
{
    /// <summary>The configuration; messages name the file.</summary>
    /// <exception cref="InvalidDataException">It is no configuration, or of a model that is not supported.</exception>
    public static ModelConfig ReadConfig(string path)
    {
        var text = IsConfig(path) ? ReadText(path) : Checkpoint.ReadConfig(path);
        try
        {
            return ModelConfig.Parse(text);
        }
        catch (ArchitectureException problem)
        {
            var file = Directory.Exists(path) ? Path.Combine(path, Checkpoint.ConfigName) : path;
            throw new InvalidDataException($"{file}: {problem.Message}", problem);
        }
    }

    /// <summary>Whether a path names a configuration by itself, without weights.</summary>
    public static bool IsConfig(string path) => path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && File.Exists(path);

    private static string ReadText(string path)
    {
        const long largest = 1 << 24;                               // configurations are kilobytes
        var size = new FileInfo(path).Length;
        return size <= largest ? File.ReadAllText(path) : throw new InvalidDataException($"{path}: {size} bytes are no configuration; expected at most {largest}; give a config.json.");
    }

    /// <summary>The folder with the tokenizer: the model's own, or the one in which its file lies.</summary>
    public static string TokenizerPath(string path) => Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;

    /// <summary>A C# name after a folder or file: <c>smollm2-135m</c> is <c>Smollm2135m</c>.</summary>
    public static string TypeName(string path)
    {
        var stem = Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        var words = stem.Split(stem.Where(c => !char.IsAsciiLetterOrDigit(c)).Distinct().ToArray(), StringSplitOptions.RemoveEmptyEntries);
        var name = string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return name.Length > 0 && char.IsAsciiLetter(name[0]) ? name : "Model" + name;
    }
}
