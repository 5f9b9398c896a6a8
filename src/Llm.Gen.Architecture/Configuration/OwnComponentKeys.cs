namespace Llm.Gen.Architectures;

/// <summary>A component that the library's user wrote, in the configuration of the library's own family.</summary>
internal static class OwnComponentKeys
{
    /// <summary>Its name and options; without a name something is missing.</summary>
    public static OwnComponent Map(ConfigMap map, OwnComponent? component)
    {
        map.Component("component", "options", ref component);
        if (component is null)
            map.Contradiction("A part of type \"component\" names none", "expected its name under the key component");
        return component ?? new("");
    }
}
