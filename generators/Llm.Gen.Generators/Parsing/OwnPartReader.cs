using Llm.Gen.Architectures;
using Llm.Gen.Generators.Components;
using Microsoft.CodeAnalysis;

namespace Llm.Gen.Generators.Parsing;

/// <summary>Reads components that the library's user wrote.</summary>
internal static class OwnPartReader
{
    public static Action<LayerDraft> Attention(PartReading part)
    {
        var attribute = part.Attribute;
        var component = Component(part, ComponentKind.Attention);
        var heads = part.Take(ArchitectureMember.Heads, nameof(AttentionAttribute.Heads), 1);
        var stated = attribute.Value(nameof(AttentionAttribute.HeadSize), default(int?));
        var attention = new OwnAttentionSpec
        {
            Component = component,
            Heads = heads,
            KeyValueHeads = part.Take(ArchitectureMember.KeyValueHeads, nameof(AttentionAttribute.KeyValueHeads), heads),
            HeadSize = stated ?? HeadSplit.Derive(part.Draft.Hidden, heads, MemberSpelling.Declaration, part.Errors) ?? HeadSplit.Unknown,
        };
        part.Locations[ArchitectureMember.HeadSize] = attribute.LocationOf(stated is null ? nameof(AttentionAttribute.Heads) : nameof(AttentionAttribute.HeadSize));
        part.Locations[ArchitectureMember.AttentionOption] = attribute.Location;
        return layer => (layer.Attention, layer.QueryKeyNorm) = (attention, QueryKeyNorm.None);
    }

    public static Action<LayerDraft> FeedForward(PartReading part)
    {
        var feedForward = new OwnFeedForwardSpec { Component = Component(part, ComponentKind.FeedForward), Inner = part.Take(ArchitectureMember.Inner, "inner", 0) };
        part.Locations[ArchitectureMember.Activation] = part.Attribute.Location;
        return layer => layer.FeedForward = feedForward;
    }

    public static Action<LayerDraft> Norm(PartReading part)
    {
        var norm = new OwnNormSpec { Component = Component(part, ComponentKind.Norm), Epsilon = part.Take(ArchitectureMember.Epsilon, nameof(NormAttribute.Epsilon), 1e-6) };
        var placement = (NormPlacement)part.Take(ArchitectureMember.Placement, nameof(NormAttribute.Placement), 0);
        part.Locations[ArchitectureMember.Norm] = part.Attribute.Location;
        return layer => (layer.Norm, layer.Placement) = (norm, placement);
    }

    public static Action<LayerDraft> Position(PartReading part)
    {
        var position = new OwnPositionSpec { Component = Component(part, ComponentKind.Position) };
        part.Locations[ArchitectureMember.Position] = part.Attribute.Location;
        return layer => layer.Position = position;
    }

    /// <summary>The component that an attribute names, checked as one of its kind.</summary>
    private static OwnComponent Component(PartReading part, ComponentKind kind)
    {
        var type = part.Take(ArchitectureMember.Component, "component", default(ITypeSymbol));
        if (type is null)
        {
            part.Errors.Add(new("LLMG032", ArchitectureMember.Component, "No type is named", $"expected a class for the {ComponentNames.Noun(kind)}", "write typeof of it"));
            return new("none");
        }

        var component = new ComponentClass(type);
        var options = Options(part);
        part.Errors.AddRange(component.Check(kind));
        if (part.Errors.Count == 0 && component.CheckVisibility(part.Draft.Record!) is { } hidden)
            part.Errors.Add(hidden);
        if (part.Errors.Count == 0 && component.CheckOptions(kind, options) is { } wrong)
            part.Errors.Add(wrong);
        if (part.Errors.Count == 0)
            part.Draft.Components.Add(component.TypeOf(kind));
        return new(component.Name, options.ToEquatableArray());
    }

    private static List<OwnOption> Options(PartReading part)
    {
        var values = part.Attribute.Items("options").ToList();
        var options = new List<OwnOption>();
        for (var i = 0; i + 1 < values.Count; i += 2)
        {
            if (values[i].Value is string name && Option(name, values[i + 1].Value) is { } option)
                options.Add(option);
        }

        if (options.Count * 2 != values.Count)
        {
            part.Errors.Add(new("LLMG033", ArchitectureMember.Component, "Options are no pairs of a name and a value", "expected a name, then a number, a word, true or false, for each",
                "write them as \"name\", value, \"name\", value"));
        }

        return options;
    }

    private static OwnOption? Option(string name, object? value) => value switch
    {
        bool flag => OwnOption.Of(name, flag),
        string word => OwnOption.Of(name, word),
        double number when !double.IsNaN(number) && !double.IsInfinity(number) => OwnOption.Of(name, number),
        float number when !float.IsNaN(number) && !float.IsInfinity(number) => OwnOption.Of(name, (double)number),
        int whole => OwnOption.Of(name, (long)whole),
        long whole => OwnOption.Of(name, whole),
        _ => null,
    };
}
