using System.Text.Json.Nodes;
using Llm.Gen.Training;

namespace Llm.Gen.Cli.Training;

/// <summary>Reads recipes: a file, over it the environment, over that the command line. Everything that is wrong is told at once.</summary>
internal static class RecipeFile
{
    /// <summary>Reads a recipe.</summary>
    /// <param name="path">The file.</param>
    /// <param name="settings">What the command line sets.</param>
    /// <param name="needsData">Whether the files that it learns from have to be there.</param>
    /// <exception cref="InvalidDataException">Something is wrong with it; the message names each key.</exception>
    public static Recipe Read(string path, IEnumerable<string> settings, bool needsData)
    {
        var root = RecipeText.Read(path);
        var given = new RecipeSettings();
        given.ApplyEnvironment(root, Environment.GetEnvironmentVariables(), RecipeKeys.Of(typeof(Recipe)));
        given.ApplyCommandLine(root, settings);

        var keys = new RecipeKeys(given);
        var recipe = keys.Read<Recipe>(root, "");
        var errors = keys.Errors.ToList();
        // What is well is looked at though something beside it is not.
        var data = WithFolder(recipe?.Data ?? Part<RecipeData>(keys, root, "data"), Path.GetDirectoryName(path)!);
        errors.AddRange(RecipeCheck.Training(recipe?.Training ?? Part<TrainingOptions>(keys, root, "training")));
        errors.AddRange(RecipeCheck.Model(recipe?.Model ?? root["model"] as JsonObject, data, given));
        errors.AddRange(RecipeCheck.Data(data, needsData));
        errors.AddRange(RecipeCheck.Rest(root));
        errors.AddRange((recipe?.Tracking ?? Part<RecipeTracking>(keys, root, "tracking"))?.Errors() ?? []);
        recipe = recipe is null ? null : recipe with { Data = data! };
        if (recipe is not null)
            errors.AddRange(RecipeCheck.Sizes(recipe, needsData));
        if (errors.Count > 0)
            throw new InvalidDataException($"{path}: {string.Join("; ", errors)}. docs/training.md lists the keys.");
        return recipe!;
    }

    private static T? Part<T>(RecipeKeys keys, JsonObject root, string name)
        where T : class => root[name] is JsonObject part ? keys.ReadRest<T>(part) : null;

    /// <summary>Names of texts count from the recipe's folder.</summary>
    private static RecipeData? WithFolder(RecipeData? data, string folder) =>
        data is null ? null : data with { Texts = [.. data.Texts.Select(text => Path.Combine(folder, text))] };
}
