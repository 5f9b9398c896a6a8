using System.Globalization;

namespace Llm.Gen.Architectures;

/// <summary>A kind of stored tensor: what a row of the emitted weight table is printed from.</summary>
/// <remarks>
/// Members are C# paths from the model, or from the layer. Model: <c>Decoder.Embed</c>, <c>Decoder.EmbedPositions</c>, <c>Decoder.EmbedNorm</c>,
/// <c>Decoder.ProjectIn</c>, <c>Decoder.ProjectOut</c>, <c>Decoder.PositionBias</c>, <c>Decoder.Norm</c>, <c>Head</c>.
/// Layer: <c>AttentionNorm</c>, <c>FeedForwardNorm</c>; <c>Norm</c> where both share one (<see cref="NormPlacement.Parallel"/>);
/// <c>AttentionOutputNorm</c>, <c>FeedForwardOutputNorm</c> beside the first two in a sandwich.
/// Attention: <c>Query</c>, <c>Key</c>, <c>Value</c>, or <c>QueryKeyValue</c> where one tensor stores the three (the packed parameter of the
/// group); <c>Output</c>, <c>QueryNorm</c>, <c>KeyNorm</c>, <c>Sinks</c>, <c>DistanceKeys</c>, <c>DistanceValues</c>; latent: <c>Query</c> or
/// <c>QueryDown</c>, <c>QueryDownNorm</c>, <c>QueryUp</c>; <c>KeyValueDown</c>, <c>KeyValueDownNorm</c>, <c>KeyValueUp</c>.
/// FeedForward: <c>Gate</c>, <c>Up</c> (or <c>GateUp</c> where one tensor stores both), <c>Down</c>, <c>Activation</c> where that learns; experts: <c>Router</c>, <c>Experts[{e}]</c>
/// with the members of a feed-forward, or <c>GateUp</c> and <c>Down</c> where one tensor stores those of all; <c>Shared</c>, <c>SharedGate</c>. Last comes the parameter: <c>Weight</c>, <c>Bias</c>,
/// <c>Correction</c>, <c>Positive</c> and <c>Negative</c> of an activation; <c>Sinks</c> is a parameter itself.
/// </remarks>
public sealed record WeightRow
{
    /// <summary>The stored name, in a layer from the layer's path on. <c>{e}</c> stands for the number of an expert, <c>{h}</c> for that of a head.</summary>
    public required string Name { get; init; }

    /// <summary>The stored sizes, outermost first; matrices are [out, in] unless transposed.</summary>
    public required EquatableArray<WeightExtent> Shape { get; init; }

    /// <summary>The parameter that it fills, as a C# path from the model or from the layer, with the same <c>{e}</c> or <c>{h}</c> as the name.</summary>
    public required string Member { get; init; }

    /// <summary>What the tensor is.</summary>
    public required StoredRole Role { get; init; }

    /// <summary>How it differs from the parameter.</summary>
    public StorageTransform Transform { get; init; }

    /// <summary>Rows in memory of each matrix, or numbers of each vector, where one tensor stores several: queries, keys and values, or gate and up.</summary>
    public EquatableArray<WeightExtent> Parts { get; init; }

    /// <summary>Whether a matrix is a projection that an adapter may sit on. Default: true.</summary>
    public bool IsAdaptable { get; init; } = true;

    /// <summary>How many tensors of this kind there are, one for each expert or head; null for one.</summary>
    public WeightExtent? Repeat { get; init; }

    /// <summary>
    /// Whether the row stands for all tensors of a component that the library's user wrote: <see cref="Name"/> and <see cref="Member"/> are the component's,
    /// and only its code knows what it stores. Default: false.
    /// </summary>
    public bool IsOwn { get; init; }

    /// <summary>The stored name of one of them: of an expert, or a head, by its number.</summary>
    /// <param name="number">From 0 to below <see cref="Repeat"/>; any where there is one tensor.</param>
    public string NameOf(int number)
    {
        var digits = number.ToString(CultureInfo.InvariantCulture);
        return Name.Replace("{e}", digits).Replace("{h}", digits);
    }

    /// <summary>Numbers in all of them; none where only code knows.</summary>
    public long Count => IsOwn ? 0 : Shape.Aggregate((long)(Repeat?.Size ?? 1), (count, extent) => count * extent.Size);
}
