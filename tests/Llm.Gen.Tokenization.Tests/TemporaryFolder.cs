namespace Llm.Gen.Tokenization.Tests;

/// <summary>A folder of a test's own, deleted after it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("llm-gen-tokenization-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
