namespace Llm.Gen;

/// <summary>What components that the library's user wrote have in common.</summary>
public abstract class OwnPartAttribute : LayerPartAttribute
{
    private protected OwnPartAttribute(Type component, object[] options) => (Component, Options) = (component, options);

    /// <summary>The component.</summary>
    public Type Component { get; }

    /// <summary>Arguments of its constructor beside shape and place: name, value, name, value.</summary>
    public object[] Options { get; }
}
