using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>The emitted lines about what is learnt for distances between tokens: a bias in the decoder for all layers, or keys and values in each attention.</summary>
internal static class DistanceText
{
    /// <summary>The constants.</summary>
    public static IEnumerable<string> Constants(Architecture architecture)
    {
        if (architecture.Layers[0].Position is T5BiasSpec bias)
        {
            yield return ModelConstants.Size("Buckets", bias.Buckets, "of distances");
            yield return ModelConstants.Size("MaximumDistance", bias.MaximumDistance, "from here on all are in the last bucket");
        }

        if (architecture.Layers[0].Position is ShawSpec shaw)
            yield return ModelConstants.Size("MaximumDistance", shaw.MaximumDistance, "from here on all are one");
    }

    /// <summary>The decoder's members.</summary>
    public static IEnumerable<string> DecoderMembers(Architecture architecture)
    {
        if (architecture.Layers[0].Position is T5BiasSpec)
            yield return Member("A bias for each bucket of distances and each head, [buckets, H], which all layers add to their scores.", "PositionBias", "new(Buckets, Heads, place)");
    }

    /// <summary>The line of the decoder's forward that hands them to the layers, or null.</summary>
    public static string? Begin(Architecture architecture) =>
        architecture.Layers[0].Position is T5BiasSpec ? "pass.Relative = new T5Bias(PositionBias.Weight, MaximumDistance);" : null;

    /// <summary>The line that registers the decoder's members, or null.</summary>
    public static string? DecoderRegistration(Architecture architecture, WeightNames names) =>
        architecture.Layers[0].Position is T5BiasSpec ? RegistrationText.Print($"{names.Layers}.0.{names.Attention}.{names.PositionBias}", "PositionBias") : null;

    /// <summary>The attention's members.</summary>
    public static IEnumerable<string> AttentionMembers(Architecture architecture)
    {
        if (architecture.Layers[0].Position is not ShawSpec shaw)
            yield break;
        yield return Member("A key for each distance, [distances, E], which the heads share.", "DistanceKeys", "new(MaximumDistance + 1, HeadSize, place)");
        if (shaw.HasValues)
            yield return Member("A value for each distance, [distances, E], which the heads share.", "DistanceValues", "new(MaximumDistance + 1, HeadSize, place)");
    }

    /// <summary>The statements that register them.</summary>
    public static IEnumerable<string> AttentionRegistrations(Architecture architecture, WeightNames names)
    {
        if (architecture.Layers[0].Position is not ShawSpec shaw)
            yield break;
        yield return RegistrationText.Print(names.DistanceKeys, "DistanceKeys");
        if (shaw.HasValues)
            yield return RegistrationText.Print(names.DistanceValues, "DistanceValues");
    }

    /// <summary>The argument of the call that passes them: empty, or with a comma before.</summary>
    public static string Argument(Architecture architecture) => architecture.Layers[0].Position switch
    {
        T5BiasSpec => ", relative: pass.Relative",
        ShawSpec shaw => shaw.HasValues ? ", relative: new ShawPositions(DistanceKeys.Weight, DistanceValues.Weight)" : ", relative: new ShawPositions(DistanceKeys.Weight)",
        _ => "",
    };

    private static string Member(string summary, string name, string value) =>
        $$"""
        /// <summary>{{summary}}</summary>
        public Embedding {{name}} { get; } = {{value}};
        """;
}
