using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>How emitted code calls the components that the library's user wrote: by their own names where nothing stands in the way.</summary>
internal static class OwnTypes
{
    private static readonly HashSet<string> Taken = new([.. EmittedNames.Members, .. EmittedNames.Borrowed], StringComparer.Ordinal);

    /// <summary>The architecture whose components have the names that emitted code calls them by.</summary>
    public static Architecture Resolve(ModelDeclaration model)
    {
        var architecture = model.Architecture;
        if (OwnComponents.Of(architecture).Count == 0)
            return architecture;

        OwnComponent Called(ComponentKind kind, OwnComponent component) => component with { Name = Call(model, Find(model, kind, component)) };
        NormSpec? Norm(NormSpec? norm) => norm is OwnNormSpec own ? own with { Component = Called(ComponentKind.Norm, own.Component) } : norm;
        return architecture with
        {
            Layers = architecture.Layers.Select(layer => layer with
            {
                Attention = layer.Attention is OwnAttentionSpec attention ? attention with { Component = Called(ComponentKind.Attention, attention.Component) } : layer.Attention,
                FeedForward = layer.FeedForward is OwnFeedForwardSpec feedForward ? feedForward with { Component = Called(ComponentKind.FeedForward, feedForward.Component) } : layer.FeedForward,
                Norm = Norm(layer.Norm)!,
                Position = layer.Position is OwnPositionSpec position ? position with { Component = Called(ComponentKind.Position, position.Component) } : layer.Position,
            }).ToEquatableArray(),
            Embedding = architecture.Embedding with { Norm = Norm(architecture.Embedding.Norm) },
            FinalNorm = Norm(architecture.FinalNorm),
        };
    }

    /// <summary>The directives that give components of other namespaces their own names.</summary>
    public static IEnumerable<string> Directives(ModelDeclaration model) =>
        Used(model).Where(type => !IsSeen(model, type) && Call(model, type) == type.ShortName).Select(type => $"using {type.ShortName} = {type.FullName};");

    /// <summary>Components in prose: empty, or " beside those of A and B".</summary>
    public static string Beside(ModelDeclaration model) => Beside(Used(model));

    /// <summary>The same of those on which adapters may sit.</summary>
    public static string BesideAdaptable(ModelDeclaration model) => Beside(Used(model).Where(type => type.Kind != ComponentKind.Norm));

    /// <summary>Options as further arguments: empty, or with a comma before each.</summary>
    public static string Arguments(OwnComponent component) => string.Concat(component.Options.Select(option => $", {CSharp.Identifier(option.Name)}: {option.Value}"));

    private static string Beside(IEnumerable<ComponentType> types) =>
        types.Select(type => type.ShortName.TrimStart('@')).Distinct().ToList() is { Count: > 0 } names ? $" beside those of {CSharp.Series(names)}" : "";

    private static IEnumerable<ComponentType> Used(ModelDeclaration model) =>
        OwnComponents.Of(model.Architecture).Select(own => Find(model, own.Kind, own.Component)).Distinct();

    private static ComponentType Find(ModelDeclaration model, ComponentKind kind, OwnComponent component) =>
        model.Components.FirstOrDefault(type => type.Kind == kind && type.Name == component.Name)
        ?? throw new ArchitectureException(new([ComponentTypes.Unknown(kind, component.Name, model.Components)]));

    private static string Call(ModelDeclaration model, ComponentType type)
    {
        var isTaken = Taken.Contains(type.ShortName) || type.ShortName == model.Name || model.ContainingTypes.Any(outer => outer.Name == type.ShortName)
            || model.Components.Any(other => other.ShortName == type.ShortName && other.FullName != type.FullName);
        return isTaken ? type.FullName : type.ShortName;
    }

    /// <summary>Whether the type's own name means it without a directive: one would be an error.</summary>
    private static bool IsSeen(ModelDeclaration model, ComponentType type) => type.Namespace == model.Namespace && type.Path == type.ShortName;
}
