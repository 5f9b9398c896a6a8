using Llm.Gen.Architectures;
using Llm.Gen.Emission;

namespace Llm.Gen.Cli.Inspection;

/// <summary>A stored model as its configuration and the heads of its weight files describe it.</summary>
internal sealed record ModelInspection
{
    private static readonly int[] Batches = [1, 8, 32];
    private const int ShortestContext = 512;

    public required string Path { get; init; }

    public required ModelConfig Config { get; init; }

    public required ArchitectureFacts Facts { get; init; }

    /// <summary>What the weight files hold; null for a folder without weights.</summary>
    public required StoredSummary? Stored { get; init; }

    /// <summary>What of the model was not used: keys of its configuration, and parts beside the decoder; and what no number counts.</summary>
    public IEnumerable<string> Warnings => [.. Facts.Own.Select(own => $"\"{own.Name}\" is a component of its user's: what it learns and computes is in no number here"), .. Config.UnknownKeys.Select(unknown => unknown.Message), .. Stored?.Beside ?? []];

    public Architecture Architecture => Config.Architecture;

    /// <summary>The type that the weights have in memory unless another is asked for.</summary>
    public string Precision => Config.Precision == WeightPrecision.BFloat16 ? "bfloat16" : "float32";

    /// <summary>Bytes of one weight, and of one cached number, in <see cref="Precision"/>.</summary>
    public int BytesPerValue => Config.Precision == WeightPrecision.BFloat16 ? 2 : 4;

    public static ModelInspection Of(string path)
    {
        var config = ModelFile.ReadConfig(path);
        return new ModelInspection
        {
            Path = path,
            Config = config,
            Facts = new ArchitectureFacts(config.Architecture),
            Stored = StoredSummary.Of(path, config.Architecture),
        };
    }

    /// <summary>The emitted files, in the order of reading.</summary>
    public IEnumerable<EmittedFile> EmitSource() =>
        ModelEmitter.Emit(new ModelDeclaration { Name = ModelFile.TypeName(Path), Architecture = Architecture });

    /// <summary>What generating takes, for batches and contexts up to the positions that the model was made for.</summary>
    public IEnumerable<(int Batch, int Context, MemoryEstimate Memory)> GenerationMemory()
    {
        var contexts = new List<int>();
        for (long context = ShortestContext; context < Architecture.Positions; context *= 4)
            contexts.Add((int)context);
        contexts.Add(Architecture.Positions);

        return from batch in Batches
               from context in contexts
               select (batch, context, Facts.GenerationMemory(batch, context, BytesPerValue, BytesPerValue));
    }

    /// <summary>What weights, gradients and an optimiser's state take, for each optimiser.</summary>
    public IEnumerable<(OptimizerKind Optimizer, MemoryEstimate Memory)> TrainingMemory() =>
        Enum.GetValues<OptimizerKind>().Select(optimizer => (optimizer, Facts.TrainingMemory(BytesPerValue, optimizer)));

    /// <summary>The longest context of one sequence that fits into some bytes beside the weights, at most all positions; 0 where not even one token does.</summary>
    public int LongestContext(long bytes) => Largest(Architecture.Positions, context => Facts.GenerationMemory(1, context, BytesPerValue, BytesPerValue).Total <= bytes);

    /// <summary>How many sequences of all positions fit into some bytes beside the weights, at most a million.</summary>
    public int LargestBatch(long bytes) => Largest(1_000_000, batch => Facts.GenerationMemory(batch, Architecture.Positions, BytesPerValue, BytesPerValue).Total <= bytes);

    /// <summary>The largest number up to a bound that fits; what is larger than one that does not, does not either.</summary>
    private static int Largest(int bound, Func<int, bool> fits)
    {
        var (known, unknown) = (0, (long)bound + 1);
        while (unknown - known > 1)
        {
            var middle = (int)((known + unknown) / 2);
            if (fits(middle))
                known = middle;
            else
                unknown = middle;
        }

        return known;
    }
}
