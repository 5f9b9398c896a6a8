namespace Llm.Gen;

/// <summary>A row of an assembly's table of components; emitted for every class with <see cref="ComponentAttribute"/>, and read where configuration files name components.</summary>
/// <param name="kind">What it is for: "attention", "feed-forward", "norm" or "position".</param>
/// <param name="name">The registered name.</param>
/// <param name="type">The component.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class RegisteredComponentAttribute(string kind, string name, Type type) : Attribute
{
    /// <summary>What it is for: "attention", "feed-forward", "norm" or "position".</summary>
    public string Kind { get; } = kind;

    /// <summary>The registered name.</summary>
    public string Name { get; } = name;

    /// <summary>The component.</summary>
    public Type Type { get; } = type;
}
