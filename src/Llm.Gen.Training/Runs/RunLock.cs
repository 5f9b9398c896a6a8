namespace Llm.Gen.Training;

/// <summary>Keeps a run folder for one run at a time. The system lets go of it when the process ends, however it ends.</summary>
internal sealed class RunLock : IDisposable
{
    private const string Name = "run.lock";

    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <exception cref="IOException">Another run uses the folder.</exception>
    internal static RunLock Take(string folder)
    {
        try
        {
            return new RunLock(new FileStream(Path.Combine(folder, Name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
        }
        catch (IOException problem) when (problem is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new IOException($"{folder}: another run uses this folder now; wait until it is over or stop it, or choose another folder. ({problem.Message})", problem);
        }
    }

    /// <summary>Lets others use the folder.</summary>
    public void Dispose() => _file.Dispose();
}
