namespace Llm.Gen.Runtime;

/// <summary>A matrix that an adapter may sit on.</summary>
/// <param name="Name">The dotted name of its module, as adapter files spell it after their prefix.</param>
/// <param name="Target">The projection; setting <see cref="Projection.Adapter"/> attaches.</param>
public sealed record AdapterPoint(string Name, Projection Target);
