namespace Llm.Gen;

/// <summary>
/// Registers a component under a name, so that configuration files can name it: <c>"attn_impl": "name"</c>, <c>mlp_impl</c>, <c>norm_impl</c>, <c>position_impl</c>.
/// What the component is for follows from the shape that its constructor takes.
/// </summary>
/// <param name="name">The name: letters, digits, '-', '_' and '.'; unique among the components of a program, and none of this library's.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ComponentAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
