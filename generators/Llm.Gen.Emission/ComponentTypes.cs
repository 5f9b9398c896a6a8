using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>The components that a project, or a program, has registered.</summary>
public static class ComponentTypes
{
    /// <summary>Those of the components that an architecture names; a name that is not registered is left out.</summary>
    public static EquatableArray<ComponentType> UsedBy(Architecture architecture, IReadOnlyList<ComponentType> registered) =>
        OwnComponents.Of(architecture)
            .Select(own => registered.FirstOrDefault(type => type.Kind == own.Kind && type.Name == own.Component.Name))
            .OfType<ComponentType>()
            .Distinct()
            .ToEquatableArray();

    /// <summary>The components that an architecture names and nobody registered, each as an error.</summary>
    public static EquatableArray<ArchitectureError> Check(Architecture architecture, IReadOnlyList<ComponentType> registered) =>
        OwnComponents.Of(architecture)
            .Where(own => !registered.Any(type => type.Kind == own.Kind && type.Name == own.Component.Name))
            .Select(own => Unknown(own.Kind, own.Component.Name, registered))
            .Distinct()
            .ToEquatableArray();

    /// <summary>The error of a name that is not registered.</summary>
    internal static ArchitectureError Unknown(ComponentKind kind, string name, IEnumerable<ComponentType> registered) =>
        ComponentNames.Unknown(kind, name, registered.Where(type => type.Kind == kind).Select(type => type.Name));
}
