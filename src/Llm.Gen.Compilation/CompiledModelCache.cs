using System.Security.Cryptography;

namespace Llm.Gen.Compilation;

/// <summary>
/// Compiled models on disk, one file a key: the SHA-256 of the rest, then the assembly. Its code is run, so the directory and the files are
/// their owner's alone; a file that is cut or changed counts as none.
/// </summary>
internal sealed class CompiledModelCache(string directory)
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerDirectory = OwnerFile | UnixFileMode.UserExecute;

    /// <summary>The assembly of a key; null where there is none, or a damaged one.</summary>
    public byte[]? Find(string key)
    {
        MakePrivate();
        var path = PathOf(key);
        if (!File.Exists(path))
            return null;

        var bytes = File.ReadAllBytes(path);
        if (bytes.Length <= SHA256.HashSizeInBytes)
            return null;

        var image = bytes[SHA256.HashSizeInBytes..];
        return SHA256.HashData(image).AsSpan().SequenceEqual(bytes.AsSpan(0, SHA256.HashSizeInBytes)) ? image : null;
    }

    /// <summary>Keeps an assembly; another process that does the same at the same time does no harm.</summary>
    public void Keep(string key, byte[] image)
    {
        var path = PathOf(key);
        var pending = $"{path}.{Environment.ProcessId}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerFile;

        try
        {
            using (var stream = new FileStream(pending, options))
            {
                stream.Write(SHA256.HashData(image));
                stream.Write(image);
                stream.Flush(flushToDisk: true);
            }

            File.Move(pending, path, overwrite: true);
        }
        finally
        {
            File.Delete(pending);
        }
    }

    private void MakePrivate()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);           // under the profile, which is the user's alone
            return;
        }

        Directory.CreateDirectory(directory, OwnerDirectory);
        if (File.GetUnixFileMode(directory) == OwnerDirectory)
            return;

        try
        {
            File.SetUnixFileMode(directory, OwnerDirectory);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{directory}: belongs to another user; expected a directory of your own, since code from it is run; name one in LLM_GEN_CACHE.", e);
        }
    }

    private string PathOf(string key) => Path.Combine(directory, key + ".model");
}
