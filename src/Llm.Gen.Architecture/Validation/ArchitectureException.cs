namespace Llm.Gen.Architectures;

/// <summary>An architecture, or the file that describes it, is wrong; the message says everything that is.</summary>
public sealed class ArchitectureException(EquatableArray<ArchitectureError> errors) : FormatException(string.Join(" ", errors.Select(error => error.Message)))
{
    /// <summary>What is wrong, in the order found; never empty.</summary>
    public EquatableArray<ArchitectureError> Errors { get; } = errors;
}
