namespace Llm.Gen.Architectures;

/// <summary>A component that the library's user wrote, named as configuration files name it.</summary>
/// <param name="Name">Its registered name, or the full name of its type where it is not registered.</param>
/// <param name="Options">What its constructor is given beside the shape, in the order of writing.</param>
public sealed record OwnComponent(string Name, EquatableArray<OwnOption> Options = default);
