using Llm.Gen.Architectures;
using Llm.Gen.Compilation;
using Llm.Gen.Data;
using Llm.Gen.Runtime;
using Llm.Gen.Tokenization;
using Llm.Gen.Training;

namespace Llm.Gen.Cli.Training;

/// <summary>Carries a recipe out: tokenizer, tokens, model, run; the trained model lies in the run folder.</summary>
internal sealed class TrainingJob(Recipe recipe, ModelCompiler compiler)
{
    private const string EndOfText = "<|endoftext|>";

    /// <summary>Where the trained model goes.</summary>
    public string ModelFolder => Path.Combine(recipe.Output, "model");

    /// <summary>Where the model with averaged weights is, when the run is over; null where they were not averaged.</summary>
    public string? AveragedFolder { get; private set; }

    /// <summary>Runs it.</summary>
    public TrainingResult Run(bool resumes, CancellationToken cancellation)
    {
        RequireOutput(resumes);
        var tokenizer = MakeTokenizer(cancellation);
        var architecture = ArchitectureOf(tokenizer);
        var memory = RequireMemory(architecture);
        var factory = compiler.Compile(architecture);
        using var model = factory.CreateModel(new CreateOptions { Seed = recipe.Seed, Precision = IsNarrow ? Precision.BFloat16 : Precision.Float32 });
        var tokens = Path.Combine(Path.GetTempPath(), $"llm-train-{Guid.NewGuid():N}.tokens");
        try
        {
            Write(tokens, tokenizer, cancellation);
            using var file = TokenFile.Open(tokens);
            var split = file.All.Split(recipe.Data.ValidationFraction);
            RequireWindows(split);
            var batches = new TokenBatches(split.Train, recipe.Data.Context, (ulong)recipe.Seed) { DocumentNames = recipe.Data.Texts };
            var options = recipe.Tracking.Measured(recipe.Training, model) with { Resume = resumes };
            using var trainer = new Trainer(model, batches, split.Validation, options, recipe.Output, recipe.Tracking.Callbacks(tokenizer, recipe.Output));
            Console.Error.WriteLine(memory.Summary);
            var result = trainer.Run(cancellation);
            AveragedFolder = TrainedFolders.Save(trainer, recipe.Output, ModelFolder, folder =>
            {
                model.Save(folder);
                tokenizer.Save(folder);
            });
            return result;
        }
        finally
        {
            File.Delete(tokens);
        }
    }

    private void RequireOutput(bool resumes)
    {
        if (resumes && !Directory.Exists(recipe.Output))
            throw new DirectoryNotFoundException($"{recipe.Output}: there is no run to resume; leave out --resume, or correct output.");
    }

    private void RequireWindows(TokenSplit split)
    {
        if (Math.Min(split.Train.Count, split.Validation.Count) <= recipe.Data.Context)
            throw new InvalidDataException($"The recipe's data.context is {recipe.Data.Context}, and the texts leave {split.Train.Count} tokens to train on and {split.Validation.Count} held out; use a shorter context or more text.");
    }

    private Tokenizer MakeTokenizer(CancellationToken cancellation)
    {
        var texts = recipe.Data.Texts.SelectMany(Utf8TextFile.ReadBlocks);
        return recipe.Data.Tokenizer switch
        {
            RecipeCheck.Characters => CharacterTokenizer.Train(texts, new CharacterTrainingOptions { UnknownToken = null }, cancellation),
            RecipeCheck.BytePairs => BpeTrainer.Train(
                texts,
                new BpeTrainingOptions { VocabularySize = recipe.Data.VocabularySize ?? new BpeTrainingOptions().VocabularySize, SpecialTokens = [EndOfText], EndOfText = EndOfText },
                cancellationToken: cancellation),
            var folder => Tokenizer.Load(folder),
        };
    }

    private Architecture ArchitectureOf(Tokenizer tokenizer)
    {
        var config = recipe.Model.DeepClone().AsObject();
        if (!config.ContainsKey("vocab_size"))
            config["vocab_size"] = tokenizer.LargestId + 1;
        if (ModelConfig.TryParse(config.ToJsonString(), out var errors) is not { } parsed)
            throw new InvalidDataException($"The recipe's model is wrong: {new ArchitectureException(errors).Message}");
        if (parsed.Architecture.Vocab <= tokenizer.LargestId)
            throw new InvalidDataException($"The recipe's model has {parsed.Architecture.Vocab} tokens and the tokenizer {tokenizer.LargestId + 1}; raise vocab_size, or leave it out.");
        return parsed.Architecture;
    }

    /// <summary>What the run takes: now the vocabulary is known.</summary>
    private RecipeMemory RequireMemory(Architecture architecture)
    {
        var memory = RecipeMemory.Of(architecture, IsNarrow, recipe.Training);
        return memory.Fits ? memory : throw new InvalidDataException($"The recipe does not fit: {memory.Refusal}.");
    }

    private bool IsNarrow => recipe.Precision == "bfloat16";

    private void Write(string path, Tokenizer tokenizer, CancellationToken cancellation)
    {
        using var writer = new TokenFileWriter(path, tokenizer.LargestId + 1);
        foreach (var text in recipe.Data.Texts)
        {
            foreach (var block in Utf8TextFile.ReadBlocks(text))
            {
                cancellation.ThrowIfCancellationRequested();
                writer.Write(tokenizer.EncodeToIds(block, addSpecialTokens: false, parseSpecialTokens: false), endsDocument: false);
            }
            writer.Write([], endsDocument: true);
        }
        writer.Complete();
    }
}
