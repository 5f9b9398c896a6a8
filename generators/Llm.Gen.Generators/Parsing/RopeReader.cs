using Llm.Gen.Architectures;

namespace Llm.Gen.Generators.Parsing;

/// <summary>Reads [Rope].</summary>
internal static class RopeReader
{
    private static readonly RopeScaling[] Every = [RopeScaling.Linear, RopeScaling.Dynamic, RopeScaling.Yarn, RopeScaling.Llama3, RopeScaling.LongRope];

    // Every option of a scaling, and the scalings that it belongs to.
    private static readonly (string Name, ArchitectureMember Member, RopeScaling[] Scalings)[] Options =
    [
        (nameof(RopeAttribute.Factor), ArchitectureMember.ScalingFactor, [RopeScaling.Linear, RopeScaling.Dynamic, RopeScaling.Yarn, RopeScaling.Llama3]),
        (nameof(RopeAttribute.OriginalPositions), ArchitectureMember.OriginalPositions, [RopeScaling.Yarn, RopeScaling.Llama3, RopeScaling.LongRope]),
        (nameof(RopeAttribute.LowFrequencyFactor), ArchitectureMember.LowFrequencyFactor, [RopeScaling.Llama3]),
        (nameof(RopeAttribute.HighFrequencyFactor), ArchitectureMember.HighFrequencyFactor, [RopeScaling.Llama3]),
        (nameof(RopeAttribute.BetaFast), ArchitectureMember.BetaFast, [RopeScaling.Yarn]),
        (nameof(RopeAttribute.BetaSlow), ArchitectureMember.BetaSlow, [RopeScaling.Yarn]),
        (nameof(RopeAttribute.AttentionFactor), ArchitectureMember.AttentionFactor, [RopeScaling.Yarn, RopeScaling.LongRope]),
        (nameof(RopeAttribute.Mscale), ArchitectureMember.Mscale, [RopeScaling.Yarn]),
        (nameof(RopeAttribute.MscaleAllDimensions), ArchitectureMember.MscaleAllDimensions, [RopeScaling.Yarn]),
        (nameof(RopeAttribute.ShortFactors), ArchitectureMember.FrequencyFactors, [RopeScaling.LongRope]),
        (nameof(RopeAttribute.LongFactors), ArchitectureMember.FrequencyFactors, [RopeScaling.LongRope]),
        (nameof(RopeAttribute.Truncate), ArchitectureMember.Truncate, [RopeScaling.Yarn]),
    ];

    public static Action<LayerDraft> Read(PartReading part)
    {
        var attribute = part.Attribute;
        var scaling = (RopeScaling)part.Take(ArchitectureMember.RopeScaling, nameof(RopeAttribute.Scaling), 0);
        foreach (var (name, member, scalings) in Options)
        {
            part.Locations[member] = attribute.LocationOf(name);
            if (attribute.IsSet(name) && !scalings.Contains(scaling))
                part.Errors.Add(Foreign(name, member, scaling, scalings));
        }

        if (scaling != RopeScaling.None && !Every.Contains(scaling))
            part.Errors.Add(new("LLMG026", ArchitectureMember.RopeScaling, $"Scaling is {(int)scaling}", $"expected one of None, {string.Join(", ", Every)}", "name one of them"));

        part.Locations[ArchitectureMember.Position] = attribute.Location;
        var rope = new RopeSpec
        {
            Theta = part.Take(ArchitectureMember.Theta, "theta", 0.0),
            Scaling = Scaling(scaling, attribute, part.Draft.Positions),
            Columns = part.Take(ArchitectureMember.RotaryColumns, nameof(RopeAttribute.Columns), default(int?)),
            IsInterleaved = attribute.Value(nameof(RopeAttribute.Interleaved), false),
        };
        return layer => layer.Position = rope;
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
            RopeScaling.LongRope => LongRope(attribute, positions),
            _ => null,
        };
    }

    private static LongRopeScalingSpec LongRope(AttributeReader attribute, int positions)
    {
        var original = attribute.Value(nameof(RopeAttribute.OriginalPositions), 0);
        return new()
        {
            Factor = original > 0 ? Math.Max(1, positions / (double)original) : 1,
            OriginalPositions = original,
            ShortFactors = attribute.Values<double>(nameof(RopeAttribute.ShortFactors)).ToEquatableArray(),
            LongFactors = attribute.Values<double>(nameof(RopeAttribute.LongFactors)).ToEquatableArray(),
            AttentionFactor = attribute.Value(nameof(RopeAttribute.AttentionFactor), default(double?)),
        };
    }
}
