using System.Diagnostics;
using Llm.Gen.Architectures;
using Microsoft.CodeAnalysis;

namespace Llm.Gen.Generators.Parsing;

/// <summary>The component attributes of a record, sorted by what they fill: which layer has which.</summary>
internal sealed class DeclarationParts
{
    private readonly List<PartReading> _parts;
    private readonly DeclarationDraft _draft;
    private readonly List<DeclarationProblem> _problems;

    /// <summary>Reads the attributes.</summary>
    /// <param name="attributes">The attributes, all bound.</param>
    /// <param name="draft">Has the facts of [Decoder], and takes those of other attributes of the whole model.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public DeclarationParts(IEnumerable<AttributeReader> attributes, DeclarationDraft draft, List<DeclarationProblem> problems)
    {
        (_draft, _problems) = (draft, problems);
        _parts = attributes
            .Select(attribute => Component.All.FirstOrDefault(component => component.Name == attribute.Name) is { } component ? new PartReading(attribute, component, draft) : null)
            .OfType<PartReading>()
            .ToList();
    }

    /// <summary>The parts, in the order in which they are written.</summary>
    public IReadOnlyList<PartReading> All => _parts;

    /// <summary>Whether every slot is filled that has to be, and none twice by parts for all layers.</summary>
    /// <param name="name">The record's name.</param>
    /// <param name="identifier">Where it stands.</param>
    public bool Check(string name, Location identifier)
    {
        foreach (var slot in _parts.GroupBy(part => part.Component.Slot))
        {
            PartReading? first = null;
            foreach (var part in slot.Where(part => !part.IsRanged))
            {
                if (first is not null)
                {
                    _problems.Add(new("LLMG007", $"[{part.Attribute.Name}] stands beside [{first.Attribute.Name}]", $"expected one {Noun(slot.Key)}", "remove one of the two", part.Attribute.Location));
                }

                first ??= part;
            }
        }

        var isComplete = true;
        foreach (var slot in Component.Required.Where(slot => !_parts.Any(part => part.Component.Slot == slot) && !(slot == ComponentSlot.Position && HasEmbeddedPositions)))
        {
            Miss(slot, $"{name} has no {Noun(slot)}", "expected one for its layers", identifier);
            isComplete = false;
        }

        return isComplete;
    }

    /// <summary>Reads every part, and puts the layers together; null where a layer lacks one.</summary>
    /// <param name="name">The record's name.</param>
    /// <param name="identifier">Where it stands.</param>
    public IReadOnlyList<LayerSpec>? Layers(string name, Location identifier)
    {
        foreach (var part in _parts)
            part.Apply = part.Component.Read(part);

        var ofLayers = _parts.Where(part => part.Apply is not null).ToList();
        if (!CheckRanges(ofLayers))
            return null;

        var winners = Enumerable.Range(0, _draft.Layers)
            .Select(i => ofLayers.Where(part => part.Layers.Holds(i)).GroupBy(part => part.Component.Slot).ToDictionary(slot => slot.Key, slot => slot.Last()))
            .ToList();
        CheckUnused(ofLayers, winners);
        return CheckGaps(name, identifier, winners) ? winners.Select(Build).ToList() : null;
    }

    /// <summary>The parts that layers end up with, for each part the indices of its layers.</summary>
    public IEnumerable<int> LayersOf(PartReading part) =>
        Enumerable.Range(0, _draft.Layers).Where(i => part.Layers.Holds(i) && _parts.Last(other => other.Component.Slot == part.Component.Slot && other.Layers.Holds(i)) == part);

    private bool HasEmbeddedPositions => _parts.Any(part => part.Component.Slot == ComponentSlot.EmbeddedPosition);

    private bool CheckRanges(List<PartReading> parts)
    {
        var areRight = true;
        foreach (var part in parts)
        {
            if (part.Layers.Check(_draft.Layers) is not { } error)
                continue;

            _problems.Add(DeclarationProblem.Of(error, part.Attribute.Location));
            areRight = false;
        }

        return areRight;
    }

    private void CheckUnused(List<PartReading> parts, List<Dictionary<ComponentSlot, PartReading>> winners)
    {
        var used = new HashSet<PartReading>(winners.SelectMany(layer => layer.Values));
        foreach (var part in parts.Where(part => !used.Contains(part) && parts.Any(other => other != part && other.Component.Slot == part.Component.Slot && other.IsRanged)))
        {
            _problems.Add(new("LLMG007", $"[{part.Attribute.Name}] is for no layer, since later ones take its place", $"expected each {Noun(part.Component.Slot)} to be for one",
                "remove it, or let the later ones be for fewer layers", part.Attribute.Location));
        }
    }

    private bool CheckGaps(string name, Location identifier, List<Dictionary<ComponentSlot, PartReading>> winners)
    {
        var areWhole = true;
        foreach (var slot in Component.Required.Where(slot => slot != ComponentSlot.Position || !HasEmbeddedPositions))
        {
            var gap = winners.FindIndex(layer => !layer.ContainsKey(slot));
            if (gap < 0)
                continue;

            Miss(slot, $"Layer {gap} of {name} has no {Noun(slot)}", "expected one for each layer", identifier);
            areWhole = false;
        }

        return areWhole;
    }

    private LayerSpec Build(Dictionary<ComponentSlot, PartReading> parts)
    {
        var layer = new LayerDraft();
        foreach (var part in parts.Values)
            part.Apply!(layer);

        return layer.Build(_draft);
    }

    private void Miss(ComponentSlot slot, string found, string expected, Location identifier)
    {
        var choices = Component.All.Where(component => component.Slot == slot && !component.IsOwn).Select(component => component.Name).ToList();
        _problems.Add(new("LLMG006", found, expected, $"add one of {string.Join(", ", choices.Select(choice => $"[{choice}]"))}", identifier)
        {
            Suggestion = slot is ComponentSlot.Norm or ComponentSlot.Position ? choices[0] : null,
        });
    }

    private static string Noun(ComponentSlot slot) => slot switch
    {
        ComponentSlot.Attention => "attention",
        ComponentSlot.Window => "window",
        ComponentSlot.FeedForward => "feed-forward",
        ComponentSlot.Norm => "norm",
        ComponentSlot.Position => "way to tell positions",
        ComponentSlot.EmbeddedPosition => "kind of embedded positions",
        ComponentSlot.Dropout => "dropout",
        ComponentSlot.Family => "family of names",
        _ => throw new UnreachableException(),
    };
}
