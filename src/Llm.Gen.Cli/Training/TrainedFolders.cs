using Llm.Gen.Training;

namespace Llm.Gen.Cli.Training;

/// <summary>Where a run that is over leaves what it learnt.</summary>
internal static class TrainedFolders
{
    /// <summary>The folder of the averaged weights, in the run's output.</summary>
    public const string Averaged = "averaged";

    /// <summary>Writes the weights, and where they were averaged, the average as a folder of the same kind.</summary>
    /// <param name="trainer">The run.</param>
    /// <param name="output">The run's output.</param>
    /// <param name="folder">The folder of the weights.</param>
    /// <param name="save">Writes the weights as they are now, and what belongs to them.</param>
    /// <returns>The folder of the averaged weights; null where there are none.</returns>
    /// <exception cref="IOException">There is no room; the checkpoints are whole.</exception>
    public static string? Save(Trainer trainer, string output, string folder, Action<string> save)
    {
        Write(folder, save);
        if (trainer.Average is not { } average)
            return null;
        if (average.Updates == 0)
        {
            Console.Error.WriteLine("No averaged weights are saved: the run was over before average.first_step.");
            return null;
        }
        var averaged = Path.Combine(output, Averaged);
        using (average.Exchange())
            Write(averaged, save);
        return averaged;
    }

    private static void Write(string folder, Action<string> save)
    {
        try
        {
            save(folder);
        }
        catch (Exception problem) when (problem is IOException or ArgumentOutOfRangeException { ParamName: "value" })      // the second: a file larger than the system allows
        {
            throw new IOException($"{folder}: the model could not be written ({problem.Message.TrimEnd('.')}); the run's newest checkpoint holds it. Make room, and run again with --resume.", problem);
        }
    }
}
