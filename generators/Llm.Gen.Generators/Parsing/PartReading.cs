using Llm.Gen.Architectures;
using Microsoft.CodeAnalysis;

namespace Llm.Gen.Generators.Parsing;

/// <summary>One component attribute while it is read: its values, where each is written, and what is wrong with those that are derived.</summary>
internal sealed class PartReading(AttributeReader attribute, Component component, DeclarationDraft draft)
{
    /// <summary>The attribute.</summary>
    public AttributeReader Attribute => attribute;

    /// <summary>What it fills.</summary>
    public Component Component => component;

    /// <summary>The whole-model facts.</summary>
    public DeclarationDraft Draft => draft;

    /// <summary>Where each member is written.</summary>
    public Dictionary<ArchitectureMember, Location> Locations { get; } = [];

    /// <summary>What is wrong with values that are derived while reading.</summary>
    public List<ArchitectureError> Errors { get; } = [];

    /// <summary>The layers that it is for, unless a later part takes them.</summary>
    public LayerRange Layers { get; } = new()
    {
        From = attribute.Value(nameof(LayerPartAttribute.From), 0),
        To = attribute.Value(nameof(LayerPartAttribute.To), default(int?)),
        Every = attribute.Value(nameof(LayerPartAttribute.Every), 1),
        Except = attribute.Values<int>(nameof(LayerPartAttribute.Except)).ToEquatableArray(),
    };

    /// <summary>Puts it into a layer; null for a part of the whole model.</summary>
    public Action<LayerDraft>? Apply { get; set; }

    /// <summary>Whether it names the layers that it is for.</summary>
    public bool IsRanged => Layers != LayerRange.All;

    /// <summary>The value of a parameter or property, whose place is remembered for a member.</summary>
    public T Take<T>(ArchitectureMember member, string name, T fallback)
    {
        Locations[member] = attribute.LocationOf(name);
        return attribute.Value(name, fallback);
    }
}
