using System.Text.Json;
using Llm.Gen.Architectures;
using Llm.Gen.Compilation;
using Llm.Gen.Data;
using Llm.Gen.Runtime;
using Llm.Gen.Tokenization;
using Llm.Gen.Training;

namespace Llm.Gen.Cli.Training;

/// <summary>Carries a recipe out: tokenizer, tokens, model, run; the trained model lies in the run folder.</summary>
internal sealed class TrainingJob(Recipe recipe)
{
    private const string EndOfText = "<|endoftext|>", BytePairs = "bpe";
    private const int SmallestVocabulary = 257;
    private const long MostTokens = 1 << 30;

    /// <summary>Where the trained model goes.</summary>
    public string ModelFolder => Path.Combine(recipe.Output, "model");

    /// <summary>Runs it.</summary>
    public TrainingResult Run(bool resumes, CancellationToken cancellation)
    {
        var errors = recipe.Training.Errors();
        if (errors.Count > 0)
            throw new InvalidDataException($"The recipe's training is wrong: {string.Join("; ", errors.Select(InSnakeCase))}; correct it.");
        RequireData();
        RequireOutput(resumes);

        var tokenizer = MakeTokenizer(cancellation);
        var factory = ModelCompiler.Default.Compile(ArchitectureOf(tokenizer));
        using var model = factory.CreateModel(new CreateOptions { Seed = recipe.Seed, Precision = PrecisionOf(recipe.Precision) });
        var tokens = Path.Combine(Path.GetTempPath(), $"llm-train-{Guid.NewGuid():N}.tokens");
        try
        {
            Write(tokens, tokenizer, cancellation);
            using var file = TokenFile.Open(tokens);
            var split = file.All.Split(recipe.Data.ValidationFraction);
            RequireWindows(split);
            var batches = new TokenBatches(split.Train, recipe.Data.Context, (ulong)recipe.Seed);
            using var trainer = new Trainer(model, batches, split.Validation, recipe.Training with { Resume = resumes }, recipe.Output);
            var result = trainer.Run(cancellation);
            model.Save(ModelFolder);
            tokenizer.Save(ModelFolder);
            return result;
        }
        finally
        {
            File.Delete(tokens);
        }
    }

    private void RequireData()
    {
        var data = recipe.Data;
        if (data.Texts.Count == 0)
            throw new InvalidDataException("The recipe's data.texts is empty; name at least one file.");
        foreach (var text in data.Texts.Where(text => !File.Exists(text)))
            throw new FileNotFoundException($"{text}: no such file; correct data.texts.", text);
        if (data.Context < 1)
            throw new InvalidDataException($"The recipe's data.context is {data.Context}; expected at least 1.");
        if (!(data.ValidationFraction > 0 && data.ValidationFraction < 1))
            throw new InvalidDataException($"The recipe's data.validation_fraction is {data.ValidationFraction}; expected a number between 0 and 1.");
        if (data.VocabularySize is { } size && data.Tokenizer != BytePairs)
            throw new InvalidDataException($"The recipe's data.vocabulary_size is for {BytePairs}, and data.tokenizer is {data.Tokenizer}; leave it out.");
        if (data.VocabularySize < SmallestVocabulary)
            throw new InvalidDataException($"The recipe's data.vocabulary_size is {data.VocabularySize}; the bytes and the end of text alone are {SmallestVocabulary}, give at least as many.");
        if (recipe.Training.BatchSize * (long)recipe.Training.Accumulation * data.Context > MostTokens)
            throw new InvalidDataException($"The recipe's step reads {recipe.Training.BatchSize} x {recipe.Training.Accumulation} rows of {data.Context} tokens; expected at most {MostTokens} tokens, lower training.batch_size, training.accumulation or data.context.");
    }

    private void RequireOutput(bool resumes)
    {
        if (recipe.Output.Length == 0 || File.Exists(recipe.Output))
            throw new InvalidDataException($"The recipe's output is \"{recipe.Output}\"; expected the name of a folder.");
        if (resumes && !Directory.Exists(recipe.Output))
            throw new DirectoryNotFoundException($"{recipe.Output}: there is no run to resume; leave out --resume, or correct output.");
    }

    /// <summary>An error of the options with their names as the recipe has them.</summary>
    private static string InSnakeCase(string error) =>
        string.Join(' ', error.Split(' ').Select(word => typeof(TrainingOptions).GetProperty(word) is null && typeof(OptimizerOptions).GetProperty(word) is null ? word : JsonNamingPolicy.SnakeCaseLower.ConvertName(word)));

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
            "characters" => CharacterTokenizer.Train(texts, new CharacterTrainingOptions { UnknownToken = null }, cancellation),
            BytePairs => BpeTrainer.Train(
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

    private static Precision PrecisionOf(string name) => name switch
    {
        "float32" => Precision.Float32,
        "bfloat16" => Precision.BFloat16,
        _ => throw new InvalidDataException($"The recipe's precision is \"{name}\"; expected float32 or bfloat16."),
    };

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
        }
        writer.Complete();
    }
}
