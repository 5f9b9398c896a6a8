namespace Llm.Gen.Data;

/// <summary>A file for what memory need not hold: nobody else opens it, and it is gone when it is closed, or with the process.</summary>
internal static class ScratchFile
{
    /// <param name="name">What its name begins with.</param>
    internal static FileStream Create(string name) => new(
        Path.Combine(Path.GetTempPath(), $"{name}-{Guid.NewGuid():N}"),
        new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 1 << 16, Options = FileOptions.DeleteOnClose });
}
