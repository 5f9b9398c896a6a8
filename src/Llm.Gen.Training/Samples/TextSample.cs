using System.Text.Json.Serialization;

namespace Llm.Gen.Training;

/// <summary>What a model continued a prompt with during its training: one line of samples.jsonl.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Prompt">What it was given.</param>
/// <param name="Text">The new text alone.</param>
public sealed record TextSample(long Step, string Prompt, string Text);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TextSample))]
internal sealed partial class TextSampleJson : JsonSerializerContext;
