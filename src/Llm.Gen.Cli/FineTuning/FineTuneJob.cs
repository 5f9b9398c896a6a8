using System.Globalization;
using Llm.Gen.Architectures;
using Llm.Gen.Cli.Training;
using Llm.Gen.Data;
using Llm.Gen.Generation;
using Llm.Gen.Runtime;
using Llm.Gen.Training;

namespace Llm.Gen.Cli.FineTuning;

/// <summary>Carries a request out: data, model, what of it learns, run; the tuned model lies in the output folder.</summary>
internal sealed class FineTuneJob(FineTuneRequest request)
{
    private const int UsualContext = 512;
    private const double UsualEpochs = 3;
    private const int SampleTokens = 120;

    private string RunFolder => Path.Combine(request.Output, "run");

    /// <exception cref="ArgumentException">The request is wrong, all named at once.</exception>
    /// <exception cref="InvalidDataException">Model or data are not what they must be.</exception>
    public async Task<FineTuneResult> RunAsync(CancellationToken cancellation)
    {
        if (request.Errors().ToList() is { Count: > 0 } errors)
            throw new ArgumentException($"The options are wrong: {string.Join("; ", errors)}.");
        RequireOutput();
        var config = ModelFile.ReadConfig(request.Model);
        var context = request.Context ?? Math.Min(UsualContext, config.Architecture.Positions);
        if (context > config.Architecture.Positions)
            throw new ArgumentException($"--context is {context:N0}, and the model has {config.Architecture.Positions:N0} positions; give no more.");
        var tokenizer = Tokenizer.Load(ModelFile.TokenizerPath(request.Model));
        var memory = RequireMemory(config);
        using var data = FineTuneData.Read(request, tokenizer, config.Architecture, context, cancellation);
        var rows = new PackedRows(data.Train, context, (ulong)request.Seed, request.Packs);
        if (request.Resumes)
            RequirePlan(FineTunePlan.Read(request.Output), rows);

        using var model = request.Compiler.Compile(config.Architecture).LoadModel(request.Model, LoadOptions(cancellation));
        var before = Score(model, data, context, cancellation);
        var textBefore = await SampleAsync(model, tokenizer, data, cancellation);
        var learner = FineTuneLearner.Of(request, model);
        var options = Options(model, rows);
        using var trainer = new Trainer(model, rows, data.HeldOut, options, RunFolder, Callbacks(tokenizer, data));
        Tell(data, rows);
        Console.Error.WriteLine(memory.Summary);
        var result = trainer.Run(cancellation);
        var after = Score(model, data, context, cancellation);
        var averaged = TrainedFolders.Save(trainer, request.Output, request.Output, folder =>
        {
            learner.Save(folder, cancellation);
            SaveText(folder, tokenizer, data);
        });
        return new FineTuneResult
        {
            Run = result,
            Before = before,
            After = after,
            TextBefore = textBefore,
            TextAfter = await SampleAsync(model, tokenizer, data, cancellation),
            Trained = TrainableWeights.Of(model).Sum(weight => weight.Parameter.numel()),
            Examples = data.Train.Count,
            Filled = rows.Filled,
            Output = request.Output,
            Averaged = averaged,
        };
    }

    private void RequireOutput()
    {
        if (request.Output.Length == 0 || File.Exists(request.Output))
            throw new ArgumentException($"--output is \"{request.Output}\"; expected the name of a folder.");
        if (!request.Resumes && Directory.Exists(request.Output) && Directory.EnumerateFileSystemEntries(request.Output).Any())
            throw new IOException($"{request.Output}: the folder is not empty; choose another, or give --resume to go on with the run in it.");
        foreach (var file in request.Data.Concat(request.HeldOut ?? []).Where(file => !File.Exists(file)))
            throw new FileNotFoundException($"{file}: no such file; correct --data or --eval-data.", file);
    }

    private FourBitOptions? FourBit => request.Method == FineTuneMethod.Qlora ? new FourBitOptions() : null;

    private LoadOptions LoadOptions(CancellationToken cancellation) => new()
    {
        Precision = request.Precision,
        FourBit = FourBit,
        Cancellation = cancellation,
    };

    private TrainingOptions Options(CausalModel model, PackedRows rows)
    {
        var options = new TrainingOptions
        {
            Steps = 1,
            BatchSize = request.BatchSize,
            Accumulation = request.Accumulation,
            LearningRate = request.LearningRate ?? FineTuneLearner.UsualRate(request.Method),
            Optimizer = new() { WeightDecay = request.WeightDecay },
            LastLayers = request.LastLayers,
            Groups = FineTuneLearner.Groups(request),
            Checkpointing = request.Checkpointing,
            Seed = request.Seed,
            Resume = request.Resumes,
            ValidationBatches = int.MaxValue / request.BatchSize,
        };
        options = RecipeKeys.With(options, request.Settings);
        var steps = request.Resumes ? FineTunePlan.Read(request.Output).Steps : Planned(model, rows, options);
        if (!request.Resumes)
            new FineTunePlan(steps).Write(request.Output);
        return options with
        {
            Steps = steps,
            WarmupSteps = (long)(steps * request.WarmupFraction),
            ValidationInterval = IsSet("validation_interval") ? options.ValidationInterval : 0,
            CheckpointInterval = IsSet("checkpoint_interval") ? options.CheckpointInterval : Math.Max(1, steps / 4),
            TimeLimit = request.Minutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
        };
    }

    private bool IsSet(string key) => request.Settings.Any(setting => setting.StartsWith(key + "=", StringComparison.Ordinal));

    /// <exception cref="InvalidDataException">The machine cannot hold the run.</exception>
    private RecipeMemory RequireMemory(ModelConfig config)
    {
        var isNarrow = request.Precision == Precision.BFloat16 || (request.Precision == Precision.AsStored && config.Precision == WeightPrecision.BFloat16);
        var training = RecipeKeys.With(new TrainingOptions { Steps = 1, LastLayers = request.LastLayers, Accumulation = request.Accumulation }, request.Settings);
        var memory = request.IsLowRank
            ? RecipeMemory.OfAdapter(config.Architecture, isNarrow, FineTuneLearner.Config(request), training, FourBit)
            : RecipeMemory.Of(config.Architecture, isNarrow, training);
        return memory.Fits ? memory : throw new InvalidDataException($"{request.Model}: {memory.Refusal}.");
    }

    private long Planned(CausalModel model, PackedRows rows, TrainingOptions options)
    {
        if (request.Steps is { } steps)
            return steps;
        if (request.Minutes is { } minutes)
            return TrainingRate.Measure(model, rows, options).StepsIn(TimeSpan.FromMinutes(minutes));
        return StepsOf(request.Epochs ?? UsualEpochs, rows);
    }

    private long StepsOf(double epochs, PackedRows rows) =>
        Math.Max(1, (long)Math.Ceiling(epochs * rows.Count / ((long)request.BatchSize * request.Accumulation)));

    /// <exception cref="ArgumentException">The request has another length than the run that it resumes.</exception>
    private void RequirePlan(FineTunePlan plan, PackedRows rows)
    {
        var asked = request.Steps ?? (request.Epochs is { } epochs ? StepsOf(epochs, rows) : plan.Steps);
        if (asked == plan.Steps)
            return;
        var given = request.Epochs is { } passes ? $"--epochs is {passes}, which is {Counted(asked)}" : $"--steps is {asked:N0}";
        throw new ArgumentException($"{given}, and the run in {request.Output} was planned for {Counted(plan.Steps)}, to which --resume goes on; leave out --steps and --epochs when resuming.");
    }

    private static string Counted(long steps) => steps == 1 ? "1 step" : $"{steps:N0} steps";

    private HeldOutScore? Score(CausalModel model, FineTuneData data, int context, CancellationToken cancellation) =>
        data.HeldOut is null ? null : HeldOutScore.Of(model, data.HeldOut, context, request.BatchSize, cancellation);

    private async Task<string?> SampleAsync(CausalModel model, Tokenizer tokenizer, FineTuneData data, CancellationToken cancellation)
    {
        if (request.Prompt is not { } prompt)
            return null;
        var result = await model.GenerateTextAsync(tokenizer, Asked(prompt, data), new TextGenerationOptions { MaxNewTokens = SampleTokens, Temperature = 0 }, cancellation: cancellation);
        return result.Text;
    }

    /// <summary>A prompt as the model reads it.</summary>
    private static string Asked(string prompt, FineTuneData data) =>
        data is { HasConversations: true, Template: { } template } ? template.Render([new ChatMessage("user", prompt)]) : prompt;

    private IEnumerable<ITrainingCallback> Callbacks(Tokenizer tokenizer, FineTuneData data)
    {
        var tracking = request.SampleEvery is { } every
            ? request.Tracking with { Samples = new() { Prompts = [Asked(request.Prompt!, data)], Every = every, MaxNewTokens = SampleTokens, Temperature = 0 } }
            : request.Tracking;
        return tracking.Callbacks(tokenizer, RunFolder);
    }

    /// <summary>The tokenizer, and the template that the model learnt with, beside the model.</summary>
    private void SaveText(string folder, Tokenizer tokenizer, FineTuneData data)
    {
        const string templateName = "chat_template.jinja";
        tokenizer.Save(folder);
        if (data.Template is { } used)
            File.WriteAllText(Path.Combine(folder, templateName), used.Text);
        else if (Path.Combine(ModelFile.TokenizerPath(request.Model), templateName) is var own && File.Exists(own))
            File.Copy(own, Path.Combine(folder, templateName), overwrite: true);
    }

    private static void Tell(FineTuneData data, PackedRows rows)
    {
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{data.Train.Count:N0} examples of {data.Train.Tokens:N0} tokens, {data.Train.Targets:N0} of them to learn, in {rows.Count:N0} rows that are {rows.Filled:P0} full; {data.HeldOut?.Targets ?? 0:N0} tokens held out."));
        if (data.Shortened.Cut + data.Shortened.LeftOut > 0)
            Console.Error.WriteLine($"{data.Shortened.Cut:N0} conversations were cut off at the context, {data.Shortened.LeftOut:N0} records left out.");
    }
}
