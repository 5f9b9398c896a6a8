namespace Llm.Gen.Architectures;

/// <summary>What a config.json says: the architecture, and what stands beside it.</summary>
public sealed record ModelConfig
{
    /// <summary>The architecture, without errors.</summary>
    public required Architecture Architecture { get; init; }

    /// <summary>The type of the stored tensors; null where the file does not say.</summary>
    public WeightPrecision? Precision { get; init; }

    /// <summary>How the stored tensors are quantised, as <c>quant_method</c> spells it; null where they are not.</summary>
    public string? Quantization { get; init; }

    /// <summary>The tokens with a meaning of their own.</summary>
    public TokenIds Tokens { get; init; } = new();

    /// <summary>The keys that are not known and were therefore not used.</summary>
    public EquatableArray<UnknownKey> UnknownKeys { get; init; }

    /// <summary>Reads a config.json, spelled as before transformers 5 or as since.</summary>
    /// <param name="json">The text of the file.</param>
    /// <exception cref="ArchitectureException">It is no JSON, lacks a key, contradicts itself, or describes a model that is not supported.</exception>
    public static ModelConfig Parse(string json) =>
        TryParse(json, out var errors) ?? throw new ArchitectureException(errors);

    /// <summary>Reads a config.json; null, and everything that is wrong, where it is.</summary>
    /// <param name="json">The text of the file.</param>
    /// <param name="errors">What is wrong with it, in the order of the file's meaning; empty when nothing is.</param>
    public static ModelConfig? TryParse(string json, out EquatableArray<ArchitectureError> errors) => ConfigParser.TryParse(json, out errors);

    /// <summary>Reads a config.json; null, and everything that is wrong, where it is, with the keys that nobody knows.</summary>
    /// <param name="json">The text of the file.</param>
    /// <param name="errors">What is wrong with it, in the order of the file's meaning; empty when nothing is.</param>
    /// <param name="unknown">The keys that are not known, beside errors too; empty where the family is not known.</param>
    public static ModelConfig? TryParseWithUnknown(string json, out EquatableArray<ArchitectureError> errors, out EquatableArray<UnknownKey> unknown) =>
        ConfigParser.TryParse(json, out errors, out unknown);

    /// <summary>The canonical config.json, spelled as before transformers 5, which both read: keys in ordinal order, LF, no end of line after the last.</summary>
    public string ToJson() => ConfigExport.ToJson(this);
}
