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
            Stored = StoredSummary.Of(path),
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
}
