using System.Text.Json;
using System.Text.Json.Nodes;
using Llm.Gen.Architectures;
using Llm.Gen.Tokenization;
using Llm.Gen.Training;
using JsonObject = System.Text.Json.Nodes.JsonObject;

namespace Llm.Gen.Cli.Training;

/// <summary>What is wrong with a recipe whose keys and types are right: one message each.</summary>
internal static class RecipeCheck
{
    /// <summary>The tokenizer that is trained on the texts.</summary>
    public const string BytePairs = "bpe";

    /// <summary>The tokenizer whose tokens are the texts' characters.</summary>
    public const string Characters = "characters";

    private const int SmallestVocabulary = 257;
    private const long MostTokens = 1 << 30;

    public static IEnumerable<string> Training(TrainingOptions? training) =>
        training is null ? [] : training.Errors().Select(error => $"training: {InSnakeCase(error)}");

    public static IEnumerable<string> Model(JsonObject? model, RecipeData? data, RecipeSettings settings)
    {
        if (model is null)
            yield break;
        if (ModelConfig.TryParse(WithVocabulary(model, data), out var errors) is not { } config)
        {
            foreach (var error in errors)
                yield return $"model: {error.Message.TrimEnd('.')}";
            yield break;
        }
        var known = JsonNode.Parse(config.ToJson())!.AsObject().Select(entry => entry.Key);
        foreach (var unknown in config.UnknownKeys.Where(unknown => unknown.Value is null))
            yield return $"model.{unknown.Key} is no key of the family {unknown.Family}{settings.OriginOf("model." + unknown.Key)}; {RecipeKeys.Nearest(unknown.Key, known)}";
    }

    public static IEnumerable<string> Whole(Recipe recipe, bool needsData)
    {
        var data = recipe.Data;
        if (data.Texts.Count == 0)
            yield return "data.texts is empty; name at least one file";
        foreach (var text in data.Texts.Where(text => needsData && !File.Exists(text)))
            yield return $"{text}: no such file; correct data.texts";
        if (data.Context < 1)
            yield return $"data.context is {data.Context}, expected at least 1";
        if (!(data.ValidationFraction > 0 && data.ValidationFraction < 1))
            yield return $"data.validation_fraction is {data.ValidationFraction}, expected a number between 0 and 1";
        if (data.VocabularySize is not null && data.Tokenizer != BytePairs)
            yield return $"data.vocabulary_size is for {BytePairs}, and data.tokenizer is {data.Tokenizer}; leave it out";
        if (data.VocabularySize < SmallestVocabulary)
            yield return $"data.vocabulary_size is {data.VocabularySize}; the bytes and the end of text alone are {SmallestVocabulary}, give at least as many";
        if (recipe.Training.BatchSize * (long)recipe.Training.Accumulation * data.Context > MostTokens)
            yield return $"the step reads {recipe.Training.BatchSize} x {recipe.Training.Accumulation} rows of {data.Context} tokens, expected at most {MostTokens} tokens; lower training.batch_size, training.accumulation or data.context";
        if (recipe.Precision is not ("float32" or "bfloat16"))
            yield return $"precision is \"{recipe.Precision}\", expected float32 or bfloat16";
        if (recipe.Output.Length == 0 || File.Exists(recipe.Output))
            yield return $"output is \"{recipe.Output}\"; expected the name of a folder";
        foreach (var error in recipe.Tracking.Errors())
            yield return error;
        if (MemoryOf(recipe) is { Fits: false } memory && needsData)
            yield return memory.Refusal;
    }

    /// <summary>What the run takes; nothing where the model is wrong. A vocabulary that only the tokenizer will tell counts as the largest that it may be, or as none.</summary>
    public static RecipeMemory? MemoryOf(Recipe recipe) =>
        ModelConfig.TryParse(WithVocabulary(recipe.Model, recipe.Data), out _) is { } config
            ? RecipeMemory.Of(config.Architecture, recipe.Precision == "bfloat16", recipe.Training)
            : null;

    private static string WithVocabulary(JsonObject model, RecipeData? data)
    {
        const string key = "vocab_size";
        if (model.ContainsKey(key))
            return model.ToJsonString();
        var whole = model.DeepClone().AsObject();
        whole[key] = data?.Tokenizer == BytePairs ? data.VocabularySize ?? new BpeTrainingOptions().VocabularySize : SmallestVocabulary;
        return whole.ToJsonString();
    }

    /// <summary>An error of the options with their names as the recipe has them.</summary>
    private static string InSnakeCase(string error) =>
        string.Join(' ', error.Split(' ').Select(word => _types.Any(type => type.GetProperty(word) is not null) ? JsonNamingPolicy.SnakeCaseLower.ConvertName(word) : word));

    private static readonly Type[] _types = [typeof(TrainingOptions), typeof(OptimizerOptions), typeof(ParameterGroup), typeof(ScheduleOptions), typeof(LossOptions), typeof(AveragingOptions)];
}
