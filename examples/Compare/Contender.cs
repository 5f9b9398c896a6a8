using Llm.Gen;
using Llm.Gen.Architectures;
using Llm.Gen.Data;
using Llm.Gen.Runtime;
using Llm.Gen.Training;
using Llm.Gen.Training.Plotting;

namespace Examples.Compare;

/// <summary>One model of the comparison.</summary>
/// <param name="Name">Its name in pictures.</param>
/// <param name="Create">Makes it, with its first weights.</param>
/// <param name="Tokenizer">What it reads by.</param>
/// <param name="LearningRate">The highest rate that it bears.</param>
public sealed record Contender(string Name, Func<CreateOptions, CausalModel> Create, Tokenizer Tokenizer, double LearningRate)
{
    private const int BatchSize = 8;

    /// <summary>Trains it, and scores all that is held out.</summary>
    public Result Train(Corpus corpus, Arguments arguments)
    {
        var run = Path.Combine(arguments.Output, Name);
        using var model = Create(new() { Seed = 1 });
        var context = model.Facts.Positions;
        using var tokens = corpus.Tokenize(Path.Combine(arguments.Output, "tokens", Name), Tokenizer);
        if (Math.Min(tokens.Train.Count, tokens.HeldOut.Count) <= context)
            throw new InvalidDataException($"The text has {tokens.Train.Count:N0} tokens to learn and {tokens.HeldOut.Count:N0} held out, and a row of {context} must fit into each; give a longer text.");

        var batches = new TokenBatches(tokens.Train.All, context, seed: 1);
        var options = new TrainingOptions { Steps = 1, BatchSize = BatchSize, LearningRate = LearningRate, CheckpointInterval = 0, TimeLimit = arguments.Steps is null ? 1.25 * arguments.Budget : null };
        options = options.For(arguments.Steps ?? TrainingRate.Measure(model, batches, options).StepsIn(arguments.Budget));
        Console.WriteLine($"\n{Name}: {model.Facts.ParameterCount:N0} parameters, {Tokenizer.VocabularySize:N0} tokens of {tokens.BytesPerToken:0.00} bytes, {options.Steps:N0} steps");

        TrainingResult result;
        using (var trainer = new Trainer(model, batches, tokens.HeldOut.All, options, run))
            result = trainer.Run();
        var score = HeldOutScore.Of(model, tokens.HeldOut.All, context, BatchSize);
        var architecture = new ArchitectureFacts(ModelConfig.Parse(model.Facts.Config).Architecture);
        return new Result(Name, PlottedRun.Read(run) with { BytesPerToken = tokens.BytesPerToken })
        {
            Parameters = model.Facts.ParameterCount,
            CachedBytesPerToken = architecture.CachedBytesPerToken(sizeof(float)),
            Steps = result.Steps,
            TokensPerSecond = result.TokensPerSecond,
            BytesPerSecond = result.TokensPerSecond * tokens.BytesPerToken,
            BitsPerByte = score.Loss / Math.Log(2) / tokens.BytesPerToken,
        };
    }
}
