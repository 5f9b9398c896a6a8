using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Llm.Gen.Runtime.Formats;

namespace Llm.Gen.Compilation;

/// <summary>
/// Compiled models on disk, one file a key: the SHA-256 of the rest, then the assembly. Its code is run, so the directory and the files are
/// their owner's alone; a file that is cut or changed counts as none.
/// </summary>
internal sealed class CompiledModelCache(string directory)
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerDirectory = OwnerFile | UnixFileMode.UserExecute;

    /// <summary>The assembly of a key; none where there is none, a damaged one, or a directory that cannot be used.</summary>
    public bool TryFind(string key, [NotNullWhen(true)] out byte[]? image)
    {
        try
        {
            image = Find(key);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            image = null;
        }

        return image is not null;
    }

    /// <summary>Keeps an assembly; another process that does the same at the same time does no harm.</summary>
    /// <returns>False where the directory cannot be used: read-only, full, or another user's.</returns>
    public bool TryKeep(string key, byte[] image)
    {
        try
        {
            MakePrivate();
            AtomicFile.Write(
                PathOf(key),
                stream =>
                {
                    stream.Write(SHA256.HashData(image));
                    stream.Write(image);
                },
                OwnerFile);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private byte[]? Find(string key)
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

    private void MakePrivate()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);           // under the profile, which is the user's alone
            return;
        }

        Directory.CreateDirectory(directory, OwnerDirectory);
        if (File.GetUnixFileMode(directory) != OwnerDirectory)
            File.SetUnixFileMode(directory, OwnerDirectory);    // fails on another user's, from which no code is run
    }

    private string PathOf(string key) => Path.Combine(directory, key + ".model");
}
