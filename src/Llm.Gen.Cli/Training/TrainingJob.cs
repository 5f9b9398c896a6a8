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
    private const string EndOfText = "<|endoftext|>";

    /// <summary>Where the trained model goes.</summary>
    public string ModelFolder => Path.Combine(recipe.Output, "model");

    /// <summary>Runs it.</summary>
    public TrainingResult Run(bool resumes, CancellationToken cancellation)
    {
        var errors = recipe.Training.Errors();
        if (errors.Count > 0)
            throw new InvalidDataException($"The recipe's training is wrong: {string.Join("; ", errors)}.");
        RequireTexts();

        var tokenizer = MakeTokenizer(cancellation);
        var factory = ModelCompiler.Default.Compile(ArchitectureOf(tokenizer));
        using var model = factory.CreateModel(new CreateOptions { Seed = recipe.Seed, Precision = PrecisionOf(recipe.Precision) });
        var tokens = Path.Combine(Path.GetTempPath(), $"llm-train-{Guid.NewGuid():N}.tokens");
        try
        {
            Write(tokens, tokenizer, cancellation);
            using var file = TokenFile.Open(tokens);
            var split = file.All.Split(recipe.Data.ValidationFraction);
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

    private void RequireTexts()
    {
        if (recipe.Data.Texts.Count == 0)
            throw new InvalidDataException("The recipe's data.texts is empty; name at least one file.");
        foreach (var text in recipe.Data.Texts.Where(text => !File.Exists(text)))
            throw new FileNotFoundException($"{text}: no such file; correct data.texts.", text);
    }

    private Tokenizer MakeTokenizer(CancellationToken cancellation)
    {
        var texts = recipe.Data.Texts.SelectMany(Utf8TextFile.ReadBlocks);
        return recipe.Data.Tokenizer switch
        {
            "characters" when recipe.Data.VocabularySize is null => CharacterTokenizer.Train(texts, new CharacterTrainingOptions { UnknownToken = null }, cancellation),
            "characters" => throw new InvalidDataException("The recipe gives data.vocabulary_size with characters, which are as many as the text has; leave it out."),
            "bpe" => BpeTrainer.Train(
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
