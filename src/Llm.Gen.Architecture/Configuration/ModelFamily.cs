namespace Llm.Gen.Architectures;

/// <summary>A family of published models: how its configuration and its stored tensors are spelled.</summary>
public sealed record ModelFamily
{
    /// <summary>The name as config.json's <c>model_type</c> spells it.</summary>
    public required string Name { get; init; }

    /// <summary>The name as prose spells it.</summary>
    public required string Title { get; init; }

    /// <summary>The entry in config.json's <c>architectures</c> that stands for the language model.</summary>
    public required string ClassName { get; init; }

    /// <summary>How its stored tensors are named, where the architecture makes no difference.</summary>
    public WeightNames Names { get; init; } = WeightNames.Llama;

    /// <summary>How the stored tensors of an architecture are named, where that makes a difference.</summary>
    internal Func<Architecture, WeightNames>? Naming { get; init; }

    /// <summary>Where else its decoder and head stand in published checkpoints, besides under the names of a base model saved by itself.</summary>
    internal EquatableArray<WrappedNames> Wrapped { get; init; }

    /// <summary>Parts that published checkpoints have beside the decoder.</summary>
    internal EquatableArray<PartBeside> Beside { get; init; }

    /// <summary>Of a larger model, the family of its text part, which is what is read; null for a family that is text alone.</summary>
    internal string? TextFamily { get; init; }

    /// <summary>A draft with what the family never says.</summary>
    internal Func<DecoderDraft> Begin { get; init; } = () => new();

    /// <summary>The keys of its configuration, read and written.</summary>
    internal Action<ConfigMap, DecoderDraft> Map { get; init; } = LlamaFamilies.MapLlama;

    /// <summary>A way of its own to read and write a whole architecture, which is null when it is read; null for a family whose configuration is keys of a draft.</summary>
    internal Func<ConfigMap, Architecture?, Architecture?>? Whole { get; init; }

    /// <summary>Reads an architecture; null where something is wrong.</summary>
    internal Architecture? Read(ConfigReading reading, ICollection<ArchitectureError> errors)
    {
        var implementations = new ImplementationKeys();
        implementations.Map(reading);
        if (Whole is not null)
            return Whole(reading, null) is { } whole && reading.IsComplete && errors.Count == 0 ? implementations.Put(whole with { Family = Name }, this, reading) : null;

        var draft = Begin();
        Map(reading, draft);
        if (reading.IsComplete && ArchitectureRules.CheckLayerCount(draft.Layers, reading.Spelling) is { } error)
            errors.Add(error);
        return reading.IsComplete && errors.Count == 0 ? implementations.Put(draft.Build(TextFamily ?? Name, reading.Spelling, errors), this, reading) : null;
    }

    /// <summary>Writes an architecture: the members of its configuration, in the order of its parts.</summary>
    internal IReadOnlyList<JsonMember> Write(Architecture architecture)
    {
        var writing = new ConfigWriting();
        if (Whole is not null)
        {
            Whole(writing, architecture);
        }
        else
        {
            Map(writing, DecoderDraft.Of(ImplementationKeys.Plain(architecture)));
            ImplementationKeys.Of(architecture).Map(writing);
        }

        return writing.Members;
    }

    /// <summary>How the stored tensors of one of its architectures are named.</summary>
    public WeightNames NamesOf(Architecture architecture) => Naming?.Invoke(architecture) ?? Names;

    private const string OwnName = "llm_gen";

    /// <summary>The families that are supported; the first is the one that a declaration means when it names none.</summary>
    public static IReadOnlyList<ModelFamily> All { get; } =
    [
        .. LlamaFamilies.All,
        .. GemmaFamilies.All,
        .. PartialFamilies.All,
        .. OlmoFamilies.All,
        .. GptFamilies.All,
        .. NeoXFamilies.All,
        .. FairseqFamilies.All,
        .. ExpertFamilies.All,
        .. DeepSeekFamilies.All,
        new() { Name = OwnName, Title = "LlmGen", ClassName = "LlmGenForCausalLM", Whole = OwnConfig.Map },
    ];

    /// <summary>The family that a declaration means when it names none.</summary>
    public static ModelFamily Default => All[0];

    /// <summary>The family of this library, whose configuration says everything that an architecture can be; its tensors have Llama's names.</summary>
    public static ModelFamily Own => All.Single(family => family.Name == OwnName);

    /// <summary>The family of an architecture that names none: Llama where its configuration says everything, or else the library's own.</summary>
    /// <param name="architecture">An architecture without errors in <see cref="Own"/>.</param>
    public static ModelFamily For(Architecture architecture) =>
        FamilyRules.Check(architecture with { Family = Default.Name }, Default) is null ? Default : Own;

    // Larger models with a text part of one of these families, known by their configuration alone, which is never written.
    private static readonly ModelFamily[] Wrappers = [GemmaFamilies.Gemma3];

    /// <summary>The family of a name; null when it is not supported.</summary>
    public static ModelFamily? Find(string name) => All.FirstOrDefault(family => family.Name == name);

    /// <summary>What reads a config.json with a <c>model_type</c>: its family, or a larger model whose text part is of one; null when it is not supported.</summary>
    public static ModelFamily? FindReader(string modelType) => Find(modelType) ?? Array.Find(Wrappers, wrapper => wrapper.Name == modelType);

    /// <summary>The supported family whose name differs least from another name.</summary>
    public static ModelFamily Nearest(string name) => All.OrderBy(family => EditDistance.Between(family.Name, name)).First();

    /// <summary>The family of an architecture without errors.</summary>
    /// <exception cref="ArgumentException">The architecture names a family that is not supported.</exception>
    public static ModelFamily Of(Architecture architecture) =>
        Find(architecture.Family) ?? throw new ArgumentException(
            $"Family \"{architecture.Family}\" is not supported; the nearest that is: \"{Nearest(architecture.Family).Name}\"; name that one.", nameof(architecture));
}
