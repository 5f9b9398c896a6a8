using System.Reflection;
using Llm.Gen.Architectures;
using Llm.Gen.Emission;

namespace Llm.Gen.Compilation;

/// <summary>The components that configuration files may name at run time: those of assemblies that the program has chosen to trust. Their code is run as part of a model.</summary>
public sealed class ComponentRegistry
{
    private ComponentRegistry(IReadOnlyList<Assembly> assemblies, IReadOnlyList<ComponentType> types) => (Assemblies, Types) = (assemblies, types);

    /// <summary>No component but this library's.</summary>
    public static ComponentRegistry Empty { get; } = new([], []);

    /// <summary>The components that assemblies have registered: public classes with <see cref="ComponentAttribute"/>, as their emitted tables list them.</summary>
    /// <param name="assemblies">Assemblies whose code may run.</param>
    /// <exception cref="ArgumentException">Two components of one kind have the same name.</exception>
    public static ComponentRegistry Of(params Assembly[] assemblies)
    {
        ArgumentNullException.ThrowIfNull(assemblies);
        var types = assemblies.Distinct().SelectMany(Table).ToList();
        if (types.GroupBy(type => (type.Kind, type.Name)).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new ArgumentException(
                $"{string.Join(" and ", twice.Select(type => type.DisplayName))} are both registered as \"{twice.Key.Name}\"; give one of them another name.", nameof(assemblies));
        }

        return new([.. assemblies.Distinct()], types);
    }

    /// <summary>The names of the components of a kind, this library's left out.</summary>
    public IEnumerable<string> Names(ComponentKind kind) => Types.Where(type => type.Kind == kind).Select(type => type.Name);

    /// <summary>The assemblies that hold them.</summary>
    internal IReadOnlyList<Assembly> Assemblies { get; }

    /// <summary>The types behind the names.</summary>
    internal IReadOnlyList<ComponentType> Types { get; }

    private static IEnumerable<ComponentType> Table(Assembly assembly) =>
        from row in assembly.GetCustomAttributes<RegisteredComponentAttribute>()
        from kind in Enum.GetValues<ComponentKind>()
        where ComponentNames.Noun(kind) == row.Kind && row.Type.IsVisible
        select ComponentType.Of(kind, row.Name, row.Type.FullName!);
}
