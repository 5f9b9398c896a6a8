using Llm.Gen.Architectures;

namespace Llm.Gen.Generators.Parsing;

/// <summary>Reads [Rope].</summary>
internal static class RopeReader
{
    private static readonly RopeScaling[] Every = [RopeScaling.Linear, RopeScaling.Dynamic, RopeScaling.Yarn, RopeScaling.Llama3];

    // Every option of a scaling, and the scalings that it belongs to.
    private static readonly (string Name, ArchitectureMember Member, RopeScaling[] Scalings)[] Options =
    [
        (nameof(RopeAttribute.Factor), ArchitectureMember.ScalingFactor, Every),
        (nameof(RopeAttribute.OriginalPositions), ArchitectureMember.OriginalPositions, [RopeScaling.Yarn, RopeScaling.Llama3]),
        (nameof(RopeAttribute.LowFrequencyFactor), ArchitectureMember.LowFrequencyFactor, [RopeScaling.Llama3]),
        (nameof(RopeAttribute.HighFrequencyFactor), ArchitectureMember.HighFrequencyFactor, [RopeScaling.Llama3]),
        (nameof(RopeAttribute.BetaFast), ArchitectureMember.BetaFast, [RopeScaling.Yarn]),
        (nameof(RopeAttribute.BetaSlow), ArchitectureMember.BetaSlow, [RopeScaling.Yarn]),
        (nameof(RopeAttribute.AttentionFactor), ArchitectureMember.AttentionFactor, [RopeScaling.Yarn]),
        (nameof(RopeAttribute.Mscale), ArchitectureMember.Mscale, [RopeScaling.Yarn]),
        (nameof(RopeAttribute.MscaleAllDimensions), ArchitectureMember.MscaleAllDimensions, [RopeScaling.Yarn]),
        (nameof(RopeAttribute.Truncate), ArchitectureMember.Truncate, [RopeScaling.Yarn]),
    ];

    public static void Read(AttributeReader attribute, DeclarationDraft draft)
    {
        var scaling = (RopeScaling)attribute.Value(nameof(RopeAttribute.Scaling), 0);
        draft.Locations[ArchitectureMember.Theta] = attribute.LocationOf("theta");
        draft.Locations[ArchitectureMember.RopeScaling] = attribute.LocationOf(nameof(RopeAttribute.Scaling));
        foreach (var (name, member, scalings) in Options)
        {
            draft.Locations[member] = attribute.LocationOf(name);
            if (attribute.IsSet(name) && !scalings.Contains(scaling))
                draft.Errors.Add(Foreign(name, member, scaling, scalings));
        }

        if (scaling != RopeScaling.None && !Every.Contains(scaling))
            draft.Errors.Add(new("LLMG026", ArchitectureMember.RopeScaling, $"Scaling is {(int)scaling}", $"expected one of None, {string.Join(", ", Every)}", "name one of them"));

        draft.Locations[ArchitectureMember.RotaryColumns] = attribute.LocationOf(nameof(RopeAttribute.Columns));
        draft.Position = new RopeSpec
        {
            Theta = attribute.Value("theta", 0.0),
            Scaling = Scaling(scaling, attribute, draft.Positions),
            Columns = attribute.Value(nameof(RopeAttribute.Columns), default(int?)),
            IsInterleaved = attribute.Value(nameof(RopeAttribute.Interleaved), false),
        };
    }

    private static ArchitectureError Foreign(string name, ArchitectureMember member, RopeScaling scaling, RopeScaling[] scalings) =>
        scaling == RopeScaling.None
            ? new("LLMG027", member, $"{name} is set without a scaling", $"expected Scaling to be {string.Join(" or ", scalings)}", $"set it, or remove {name}")
            : new("LLMG027", member, $"{name} is set for the scaling {scaling}", $"expected it for {string.Join(" or ", scalings)} alone", "remove it, or choose another scaling");

    private static RopeScalingSpec? Scaling(RopeScaling scaling, AttributeReader attribute, int positions)
    {
        var factor = attribute.Value(nameof(RopeAttribute.Factor), 0.0);
        return scaling switch
        {
            RopeScaling.Linear => new LinearScalingSpec { Factor = factor },
            RopeScaling.Dynamic => new DynamicScalingSpec { Factor = factor },
            RopeScaling.Yarn => new YarnScalingSpec
            {
                Factor = factor,
                OriginalPositions = attribute.Value(nameof(RopeAttribute.OriginalPositions), positions),
                BetaFast = attribute.Value(nameof(RopeAttribute.BetaFast), 32.0),
                BetaSlow = attribute.Value(nameof(RopeAttribute.BetaSlow), 1.0),
                AttentionFactor = attribute.Value(nameof(RopeAttribute.AttentionFactor), default(double?)),
                Mscale = attribute.Value(nameof(RopeAttribute.Mscale), default(double?)),
                MscaleAllDimensions = attribute.Value(nameof(RopeAttribute.MscaleAllDimensions), default(double?)),
                Truncate = attribute.Value(nameof(RopeAttribute.Truncate), true),
            },
            RopeScaling.Llama3 => new Llama3ScalingSpec
            {
                Factor = factor,
                OriginalPositions = attribute.Value(nameof(RopeAttribute.OriginalPositions), 0),
                LowFrequencyFactor = attribute.Value(nameof(RopeAttribute.LowFrequencyFactor), 0.0),
                HighFrequencyFactor = attribute.Value(nameof(RopeAttribute.HighFrequencyFactor), 0.0),
            },
            _ => null,
        };
    }
}
