using Examples.Train;
using Llm.Gen;
using Llm.Gen.Data;
using Llm.Gen.Tokenization;
using Llm.Gen.Training;
using Llm.Gen.Training.Plotting;

try
{
    return args is ["--fingerprint", var folder, var text] ? Fingerprint.Print(folder, text) : await Train(Arguments.Parse(args));
}
catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or ArgumentException or TrainingStoppedException)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}

static async Task<int> Train(Arguments arguments)
{
    const int Context = 128;
    const string EndOfText = "<|endoftext|>";
    var (run, saved) = (arguments.Output, Path.Combine(arguments.Output, "model"));

    Console.WriteLine($"Reading {arguments.Texts.Count:N0} {(arguments.Texts.Count == 1 ? "file" : "files")} of text.");
    var tokenizer = BpeTrainer.Train(
        TextDocuments.Read(arguments.Texts, separator: "%").Select(piece => piece.Text),
        new() { VocabularySize = Pocket.Facts.Vocabulary, SpecialTokens = [EndOfText], EndOfText = EndOfText });
    using var model = Pocket.Create(new() { Seed = 1 });
    using var corpus = TokenCorpus.Write(run, TextDocuments.Read(arguments.Texts, separator: "%"), tokenizer, Context);
    Console.WriteLine($"{tokenizer.VocabularySize:N0} tokens learnt; the text has {corpus.TrainTokens:N0} of them to train on and {corpus.ValidationTokens:N0} held out.");

    var batches = new TokenBatches(corpus.Train, Context, seed: 1);
    var options = new TrainingOptions { Steps = 1, BatchSize = 8, LearningRate = 3e-3, TimeLimit = arguments.Steps is null ? 1.25 * arguments.Budget : null };
    options = options.For(arguments.Steps ?? TrainingRate.Measure(model, batches, options).StepsIn(arguments.Budget));

    Console.WriteLine($"\nBefore training, {model.Facts.ParameterCount:N0} random numbers say: {await Sample()}\n");
    using (var trainer = new Trainer(model, batches, corpus.Validation, options, run))
        trainer.Run();
    Console.WriteLine($"\nAfter it: {await Sample()}\n");

    var validations = MetricsFile.Read(Path.Combine(run, MetricsFile.Name)).Where(m => m.ValidationLoss is not null).ToArray();
    Console.WriteLine($"Validation loss: {validations[0].ValidationLoss:0.000} after {validations[0].Step:N0} steps, {validations[^1].ValidationLoss:0.000} after {validations[^1].Step:N0}.");

    model.GenerationDefaults = new() { StopTokens = [tokenizer.EosId!.Value] };
    model.Save(saved);
    tokenizer.Save(saved);
    var isSame = Fingerprint.Of(model, tokenizer, arguments.Prompt) == Fingerprint.InNewProcess(saved, arguments.Prompt);
    Console.WriteLine($"Saved in {saved}; loaded in a new process, its logits are {(isSame ? "the same, bit for bit" : "different")}.");

    var plot = Path.Combine(run, "loss.svg");
    LossPlot.Write(plot, run);
    Console.WriteLine($"""
        The loss curve is in {plot}.

        Try next:
          eng/llm generate {saved} --prompt "{arguments.Prompt}" --temperature 0.8
          eng/llm inspect {saved}
          eng/llm plot {run}
        """);
    return isSame ? 0 : 1;

    async Task<string> Sample() =>
        arguments.Prompt + (await model.GenerateTextAsync(tokenizer, arguments.Prompt, new() { MaxNewTokens = 60, Temperature = 0.8, TopK = 40, Seed = 1, StopTokens = [] })).Text.ReplaceLineEndings(" ");
}
