using System.Text.Json;
using System.Text.RegularExpressions;
using Llm.Gen.Architectures;
using Llm.Gen.Tokenization;
using Llm.Gen.Training;
using JsonObject = System.Text.Json.Nodes.JsonObject;

namespace Llm.Gen.Cli.Training;

/// <summary>What is wrong with the values of a recipe, its keys and types apart, and with the keys of its model: one message each.</summary>
internal static partial class RecipeCheck
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
        ModelConfig.TryParseWithUnknown(WithVocabulary(model, data), out var errors, out var unknown);
        foreach (var stranger in unknown.Where(stranger => stranger.Value is null))
        {
            var path = $"model.{stranger.Prefix}{stranger.Key}";
            yield return $"{path} is no key of the family {stranger.Family}{settings.OriginOf(path)}; {RecipeKeys.Nearest(stranger.Key, stranger.Known)}";
        }
        foreach (var error in errors)
            yield return $"model: {InRecipe(error.Message, settings).TrimEnd('.')}";
    }

    /// <summary>An error of a config.json without its place there, which is none of the recipe's, and with where the value came from.</summary>
    private static string InRecipe(string message, RecipeSettings settings) =>
        Place().Replace(message, settings.OriginOf("model." + message.Split(' ')[0]));

    [GeneratedRegex(@" \(line \d+, column \d+\)")]
    private static partial Regex Place();

    public static IEnumerable<string> Data(RecipeData? data, bool needsData)
    {
        if (data is null)
            yield break;
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
    }

    /// <summary>The words beside the parts, where they are words.</summary>
    public static IEnumerable<string> Rest(JsonObject root)
    {
        if (Word(root, "precision") is { } precision and not ("float32" or "bfloat16"))
            yield return $"precision is \"{precision}\", expected float32 or bfloat16";
        if (Word(root, "output") is { } output && (output.Length == 0 || File.Exists(output)))
            yield return $"output is \"{output}\"; expected the name of a folder";
    }

    private static string? Word(JsonObject root, string key) => root[key] is { } value && value.GetValueKind() == JsonValueKind.String ? (string?)value : null;

    /// <summary>What no part is to blame for alone.</summary>
    public static IEnumerable<string> Sizes(Recipe recipe, bool needsData)
    {
        if (recipe.Training.BatchSize * (long)recipe.Training.Accumulation * recipe.Data.Context > MostTokens)
            yield return $"the step reads {recipe.Training.BatchSize} x {recipe.Training.Accumulation} rows of {recipe.Data.Context} tokens, expected at most {MostTokens} tokens; lower training.batch_size, training.accumulation or data.context";
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
    public static string InSnakeCase(string error) =>
        string.Join(' ', error.Split(' ').Select(word => _types.Any(type => type.GetProperty(word) is not null) ? JsonNamingPolicy.SnakeCaseLower.ConvertName(word) : word));

    private static readonly Type[] _types = [typeof(TrainingOptions), typeof(OptimizerOptions), typeof(ParameterGroup), typeof(ScheduleOptions), typeof(LossOptions), typeof(AveragingOptions)];
}
