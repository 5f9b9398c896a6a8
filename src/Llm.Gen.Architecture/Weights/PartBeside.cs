namespace Llm.Gen.Architectures;

/// <summary>A part that published checkpoints of a family have beside the decoder, and that is left in the file.</summary>
/// <param name="Path">The path of its tensors; <see cref="LaterLayer"/> stands for the number of a layer after the decoder's last.</param>
/// <param name="Purpose">What the part does, after "what": "sees images".</param>
internal sealed record PartBeside(string Path, string Purpose)
{
    public const string LaterLayer = "{later}";
}
