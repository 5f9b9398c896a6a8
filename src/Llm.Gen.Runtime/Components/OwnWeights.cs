using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>What components that the library's user wrote have learnt: found by what they register, since only their code knows.</summary>
public static class OwnWeights
{
    /// <summary>A row for each parameter that a component and the modules below it have registered, in the order of registration.</summary>
    /// <param name="component">The component.</param>
    /// <param name="path">Its stored name.</param>
    /// <exception cref="InvalidOperationException">A module below it is no <see cref="Block"/> and no <see cref="TokenwiseBlock"/>, so that nobody knows what its parameters are.</exception>
    public static IEnumerable<StoredWeight> Of(nn.Module component, string path)
    {
        foreach (var (name, module) in Modules(component, path))
        {
            switch (module)
            {
                case Projection projection:
                    yield return Row(name, "weight", projection.Weight, WeightRole.Matrix);
                    if (projection.Bias is { } bias)
                        yield return Row(name, "bias", bias, WeightRole.Bias);
                    break;
                case IOwner owner:
                    foreach (var (own, parameter, role) in owner.OwnParameters)
                        yield return Row(name, own, parameter, role);
                    break;
                default:
                    if (module.named_parameters(recurse: false).Any())
                        throw new InvalidOperationException($"{name} is a {module.GetType().Name}, whose parameters have no roles; use a Projection, a norm of this library, or OwnParameters of the component.");
                    break;
            }
        }
    }

    /// <summary>The projections of a component, on which adapters may sit, in the order of registration.</summary>
    /// <param name="component">The component.</param>
    /// <param name="path">Its stored name.</param>
    public static IEnumerable<AdapterPoint> AdapterPoints(nn.Module component, string path) =>
        Modules(component, path).Where(found => found.Module is Projection).Select(found => new AdapterPoint(found.Name, (Projection)found.Module));

    /// <summary>Learnt numbers of a model, of components too; the model is made without memory for them.</summary>
    public static long Count(Func<Placement, CausalModel> construct)
    {
        using var model = construct(new Placement(META, ScalarType.Float32));
        return model.Weights().Where(row => row.Role != WeightRole.Correction).Sum(row => row.Parameter.numel());
    }

    /// <summary>A module and those below it, with their paths; the parent before its children.</summary>
    private static IEnumerable<(string Name, nn.Module Module)> Modules(nn.Module module, string path)
    {
        yield return (path, module);
        foreach (var (name, child) in module.named_children())
        {
            foreach (var below in Modules(child, $"{path}.{name}"))
                yield return below;
        }
    }

    private static StoredWeight Row(string path, string name, Parameter parameter, WeightRole role) => new($"{path}.{name}", parameter, parameter.shape, role);
}
