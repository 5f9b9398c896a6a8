namespace Llm.Gen;

/// <summary>Declares a decoder-only language model by a config.json, in place of <see cref="DecoderAttribute"/> and the parts; the record that carries it becomes that model.</summary>
/// <remarks>The file is one of the project's additional files: <c>&lt;AdditionalFiles Include="smollm2.json" /&gt;</c>.</remarks>
/// <param name="path">The file: as much of the end of its path as tells it from the others, or a path from the source file that begins with <c>./</c> or <c>../</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FromConfigAttribute(string path) : Attribute
{
    /// <summary>The file: the end of its path, or a path from the source file that begins with <c>./</c> or <c>../</c>.</summary>
    public string Path { get; } = path;
}
