using Llm.Gen.Data;
using Llm.Gen.Runtime;
using Llm.Gen.Runtime.Formats;

namespace Llm.Gen.Training;

/// <summary>
/// A checkpoint of a run: a Hugging Face folder that any tool can load, with the optimizer's state, training.json and, where
/// there are adapters or an average, their weights beside it. Of a model whose frozen weights are quantised it holds what learns alone. The folder gets its name when everything in it is on the disk.
/// </summary>
internal static class TrainingCheckpoint
{
    /// <summary>Writes a checkpoint and removes those too old to keep.</summary>
    /// <returns>Its folder.</returns>
    internal static string Write(RunFolder run, ICausalModel model, Optimizer optimizer, WeightAverage? average, CheckpointState state, int kept)
    {
        var folder = Path.Combine(run.Checkpoints, $"step-{state.Step:D10}");
        var partial = folder + ".partial";
        if (Directory.Exists(partial))
            Directory.Delete(partial, recursive: true);
        try
        {
            Directory.CreateDirectory(partial);
            if (!AdapterFile.HoldsAll(model))
                model.Save(partial);
            AdapterFile.Write(Path.Combine(partial, AdapterFile.Name), model);
            AverageFile.Write(Path.Combine(partial, AverageFile.Name), average, optimizer.Gradients);
            OptimizerStateFile.Write(Path.Combine(partial, OptimizerStateFile.Name), optimizer);
            AtomicFile.WriteText(Path.Combine(partial, CheckpointState.Name), state.ToJson());
        }
        catch (Exception problem)
        {
            if (Directory.Exists(partial))
                Directory.Delete(partial, recursive: true);        // a full disk gets its room back; older checkpoints stay
            if (problem is not (IOException or ArgumentOutOfRangeException { ParamName: "value" }))      // the second: a file larger than the system allows
                throw;
            var former = run.NewestCheckpoint() is { } newest ? $"the newest before it, {newest}, is whole" : "there is none before it";
            throw new IOException($"{folder}: the checkpoint could not be written ({problem.Message.TrimEnd('.')}); {former}. Make room, or choose another disk, and resume.", problem);
        }
        Delete(run.ReplacedFolders());
        if (Directory.Exists(folder))
            Directory.Move(folder, RunFolder.ReplacedName(folder));         // whole until the new one has its name
        Directory.Move(partial, folder);

        Delete(run.ReplacedFolders());
        Delete(run.CheckpointFolders().GroupBy(IsOfWarning).SelectMany(alike => alike.SkipLast(kept)));
        return folder;
    }

    /// <summary>The type that a model computes in, as checkpoints and runs name it.</summary>
    internal static string PrecisionOf(ICausalModel model) => model.Placement.Type.ToString().ToLowerInvariant();

    /// <summary>One that cannot be read is as any other: its turn to go comes.</summary>
    private static bool IsOfWarning(string folder)
    {
        try
        {
            return CheckpointState.Read(folder).IsOfWarning;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static void Delete(IEnumerable<string> folders)
    {
        foreach (var folder in folders)
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>Puts weights and optimizer back to where a checkpoint left them.</summary>
    /// <exception cref="InvalidDataException">It is a checkpoint of another model, or of a run with other options.</exception>
    internal static CheckpointState Restore(string folder, ICausalModel model, Optimizer optimizer, WeightAverage? average, TrainingOptions options, IBatchSource source, string? frozen)
    {
        var state = CheckpointState.Read(folder);
        if (state.Model != model.Facts.Name)
            throw new InvalidDataException($"{folder}: this is a checkpoint of another model, {state.Model}; expected one of {model.Facts.Name}. Resume with the model that the run began with.");
        var differences = TrainingOptionsJson.Differences(state.Options, options).ToList();
        if (state.Precision != PrecisionOf(model))
            differences.Add($"the precision was {state.Precision} and is {PrecisionOf(model)}");
        if (state.Frozen != frozen)
            differences.Add($"the frozen weights were {state.Frozen ?? "plain"} and are {frozen ?? "plain"}");
        if (state.Context != source.Context)
            differences.Add($"the context was {state.Context} and is {source.Context}");
        if (state.Data != source.Description)
            differences.Add($"the data was \"{state.Data}\" and is \"{source.Description}\"");
        differences.AddRange(AdapterFile.Differences(state.Adapters, TrainableWeights.Adapters(model)));
        if (differences.Count > 0)
            throw new InvalidDataException($"{folder}: the run began with other options: {string.Join("; ", differences)}. Resume with the same ones, or start a new run from the checkpoint's weights.");

        using var turn = model.TakeTurn();
        if (!AdapterFile.HoldsAll(model))
        {
            using var checkpoint = Checkpoint.Open(folder);
            ConfigComparison.Require(model.Facts, folder, checkpoint.ConfigJson);
            WeightLoading.Fill(model, new ModelTensors(model.Facts, checkpoint), new LoadOptions());
        }
        AdapterFile.Read(Path.Combine(folder, AdapterFile.Name), model);
        AverageFile.Read(Path.Combine(folder, AverageFile.Name), average, optimizer.Gradients);
        OptimizerStateFile.Read(Path.Combine(folder, OptimizerStateFile.Name), optimizer);
        return state;
    }
}
