namespace Llm.Gen.Runtime;

/// <summary>What the runtime knows of a declared model without its weights.</summary>
/// <param name="Contract">The <see cref="RuntimeContract"/> that its code was emitted for.</param>
public sealed record ModelFacts(int Contract)
{
    /// <summary>The record's name.</summary>
    public required string Name { get; init; }

    /// <summary>The declaration as the text of a config.json.</summary>
    public required string Config { get; init; }

    /// <summary>Learnt numbers, tied ones counted once; those of own components among them.</summary>
    public required long ParameterCount
    {
        get => CountAll?.Invoke() ?? field;
        init;
    }

    /// <summary>Counts the learnt numbers where the declaration does not know those of own components; none where it knows all.</summary>
    public Func<long>? CountAll { get; init; }

    /// <summary>How many layers have a cache of their own.</summary>
    public required int Layers { get; init; }

    /// <summary>Values in a hidden state.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>Key and value heads of a layer.</summary>
    public required int KeyValueHeads { get; init; }

    /// <summary>Values in one head.</summary>
    public required int HeadSize { get; init; }

    /// <summary>Tokens that have an embedding and a score.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>Tokens that one sequence may hold.</summary>
    public required int Positions { get; init; }
}
