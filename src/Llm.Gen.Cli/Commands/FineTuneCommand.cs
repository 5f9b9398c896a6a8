using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Llm.Gen.Cli.FineTuning;
using Llm.Gen.Cli.Terminal;
using Llm.Gen.Data;
using Llm.Gen.Runtime;

namespace Llm.Gen.Cli.Commands;

/// <summary><c>llm finetune MODEL --data FILE --method M --output DIR</c>: a model that goes on learning from documents or conversations.</summary>
internal static class FineTuneCommand
{
    public static Command Create()
    {
        var model = Parameters.Model();
        var data = new Option<string[]>("--data") { Description = "files of records: text, or JSON (lines) as Alpaca, ShareGPT or OpenAI have them", Required = true, AllowMultipleArgumentsPerToken = true };
        var method = Choice<FineTuneMethod>("--method", "what of the model learns", null);
        var output = new Option<string>("--output") { Description = "the folder of the tuned model, and of its run", Required = true };
        var heldOut = new Option<string[]>("--eval-data") { Description = "files of records that are held out", AllowMultipleArgumentsPerToken = true };
        var fraction = Setting("--eval-fraction", "the part of the records, at their end, that is held out where there is no --eval-data", 0.1);
        var format = Choice<RecordFormat>("--format", "what the records look like", RecordFormat.Automatic);
        var template = new Option<string?>("--template") { Description = "a chat template in place of the model's own" };
        var learnFrom = Choice<LearnFrom>("--learn-from", "what of conversations is learnt", LearnFrom.Answers);
        var ends = Setting("--end-documents", "whether documents end with the end of text", true);
        var layers = new Option<int?>("--last-layers") { Description = "layers that learn, for --method last-n" };
        var rank = new Option<int?>("--rank") { Description = "rank of low-rank updates; 8 unless said" };
        var alpha = new Option<double?>("--alpha") { Description = "low-rank updates are multiplied by this over the rank; 16 unless said" };
        var dropout = new Option<double?>("--lora-dropout") { Description = "the share of what low-rank updates read that is dropped; 0 unless said" };
        var targets = new Option<string[]>("--targets") { Description = "modules with a low-rank update, by the ends of their names: q_proj v_proj; all projections unless said", AllowMultipleArgumentsPerToken = true };
        var saved = new Option<string[]>("--modules-to-save") { Description = "modules that learn whole and are stored with the adapter", AllowMultipleArgumentsPerToken = true };
        var root = new Option<bool>("--rslora") { Description = "multiply low-rank updates by alpha over the root of the rank" };
        var ratio = new Option<double?>("--lora-plus") { Description = "how much faster B matrices learn than A matrices" };
        var context = new Option<int?>("--context") { Description = "tokens in a row; 512 unless said, or what the model has" };
        var batch = Setting("--batch-size", "rows in a micro-batch", 8);
        var accumulation = Setting("--accumulation", "micro-batches in a step", 1);
        var packs = Setting("--packing", "whether examples share rows", true);
        var rate = new Option<double?>("--learning-rate") { Description = "the highest learning rate; it follows from the method unless said" };
        var warmup = Setting("--warmup", "the part of all steps in which the rate grows", 0.03);
        var decay = Setting("--weight-decay", "pulls matrices towards zero", 0.0);
        var epochs = new Option<double?>("--epochs") { Description = "passes over the data; 3 unless said" };
        var steps = new Option<long?>("--steps") { Description = "optimizer steps, in place of epochs" };
        var minutes = new Option<double?>("--minutes") { Description = "time to train, in place of epochs: the steps follow from the machine's speed" };
        var precision = new Option<string>("--precision") { Description = "what to compute in", DefaultValueFactory = _ => "stored" };
        precision.AcceptOnlyFromAmong("stored", "float32", "bfloat16");
        var checkpointing = new Option<bool>("--checkpointing") { Description = "recompute layers in the backward pass: a third more work, far less memory" };
        var prompt = new Option<string?>("--prompt") { Description = "a text to continue before and after, to read" };
        var every = new Option<long?>("--sample-every") { Description = "steps between further continuations of --prompt, during the run" };
        var tensorboard = new Option<string?>("--tensorboard") { Description = "a folder for TensorBoard's event files" };
        var mlflow = new Option<string?>("--mlflow") { Description = "the address of an MLflow tracking server" };
        var seed = Setting("--seed", "the same seed, data and options give the same model", 1);
        var settings = new Option<string[]>("--set") { Description = "further training options, as recipes spell them: optimizer.name=lion loss.label_smoothing=0.1", AllowMultipleArgumentsPerToken = true };
        var resumes = new Option<bool>("--resume") { Description = "go on from the newest checkpoint of the run" };
        var components = TrustedComponents.Option();
        var json = Parameters.Json();
        var command = new Command("finetune", "Tune a model on documents or conversations.")
        {
            model, data, method, output, heldOut, fraction, format, template, learnFrom, ends, layers, rank, alpha, dropout, targets, saved, root, ratio, context, batch, accumulation, packs, rate, warmup, decay,
            epochs, steps, minutes, precision, checkpointing, prompt, every, tensorboard, mlflow, seed, settings, resumes, components, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var request = new FineTuneRequest
            {
                Model = parsed.GetRequiredValue(model),
                Compiler = TrustedComponents.Compiler(parsed.GetValue(components)),
                Data = parsed.GetRequiredValue(data),
                HeldOut = parsed.GetResult(heldOut) is null ? null : parsed.GetValue(heldOut),
                HeldOutFraction = parsed.GetValue(fraction),
                Output = parsed.GetRequiredValue(output),
                Method = Chosen<FineTuneMethod>(parsed.GetRequiredValue(method)),
                LastLayers = parsed.GetValue(layers),
                LowRank = new LowRankRequest
                {
                    Rank = parsed.GetValue(rank),
                    Alpha = parsed.GetValue(alpha),
                    Dropout = parsed.GetValue(dropout),
                    Targets = parsed.GetResult(targets) is null ? null : parsed.GetValue(targets),
                    ModulesToSave = parsed.GetResult(saved) is null ? null : parsed.GetValue(saved),
                    UsesRootOfRank = parsed.GetValue(root),
                    RateRatio = parsed.GetValue(ratio),
                },
                Format = Chosen<RecordFormat>(parsed.GetRequiredValue(format)),
                Template = parsed.GetValue(template),
                LearnFrom = Chosen<LearnFrom>(parsed.GetRequiredValue(learnFrom)),
                EndsDocuments = parsed.GetValue(ends),
                Context = parsed.GetValue(context),
                BatchSize = parsed.GetValue(batch),
                Accumulation = parsed.GetValue(accumulation),
                Packs = parsed.GetValue(packs),
                LearningRate = parsed.GetValue(rate),
                WarmupFraction = parsed.GetValue(warmup),
                WeightDecay = parsed.GetValue(decay),
                Epochs = parsed.GetValue(epochs),
                Steps = parsed.GetValue(steps),
                Minutes = parsed.GetValue(minutes),
                Precision = parsed.GetValue(precision) switch { "float32" => Precision.Float32, "bfloat16" => Precision.BFloat16, _ => Precision.AsStored },
                Checkpointing = parsed.GetValue(checkpointing),
                Prompt = parsed.GetValue(prompt),
                SampleEvery = parsed.GetValue(every),
                Tracking = new() { Tensorboard = parsed.GetValue(tensorboard), Mlflow = parsed.GetValue(mlflow) },
                Seed = parsed.GetValue(seed),
                Settings = parsed.GetValue(settings) ?? [],
                Resumes = parsed.GetValue(resumes),
            };
            var result = await new FineTuneJob(request).RunAsync(cancellation);
            if (parsed.GetValue(json))
                Report.Print(result.ToJson());
            else
                Show(result);
            return 0;
        });
        return command;
    }

    private static void Show(FineTuneResult result)
    {
        if (result is { TextBefore: { } before, TextAfter: { } after })
            Console.Out.WriteLine($"Before: {before}\n\nAfter: {after}\n");
        var scores = result is { Before: { } was, After: { } now }
            ? string.Create(CultureInfo.InvariantCulture, $" Perplexity of {now.Targets:N0} tokens held out: {was.Perplexity:0.000} before, {now.Perplexity:0.000} after.")
            : "";
        Console.Out.WriteLine($"The tuned model is in {result.Output}{(result.Averaged is { } averaged ? $", with averaged weights in {averaged}" : "")}.{scores}");
    }

    private static Option<T> Setting<T>(string name, string description, T usual) =>
        new(name) { Description = description, DefaultValueFactory = _ => usual };

    private static Option<string> Choice<T>(string name, string description, T? usual)
        where T : struct, Enum
    {
        var option = new Option<string>(name) { Description = description, Required = usual is null };
        if (usual is { } value)
            option.DefaultValueFactory = _ => Spelled(value);
        option.AcceptOnlyFromAmong([.. Enum.GetValues<T>().Select(Spelled)]);
        return option;
    }

    private static T Chosen<T>(string spelled)
        where T : struct, Enum => Enum.GetValues<T>().Single(value => Spelled(value) == spelled);

    // "ShareGpt" is one word.
    private static string Spelled<T>(T value)
        where T : struct, Enum => value is RecordFormat.ShareGpt ? "sharegpt" : JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
