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
        recipe = recipe is null ? null : recipe with { Data = recipe.Data with { Texts = [.. recipe.Data.Texts.Select(text => Path.Combine(Path.GetDirectoryName(path)!, text))] } };
        // A part that is well is looked at though another is not.
        var apart = new RecipeKeys(given);
        errors.AddRange(RecipeCheck.Training(recipe?.Training ?? Part<TrainingOptions>(apart, root, "training")));
        errors.AddRange(RecipeCheck.Model(recipe?.Model ?? root["model"] as JsonObject, recipe?.Data, given));
        if (recipe is not null)
            errors.AddRange(RecipeCheck.Whole(recipe, needsData));
        if (errors.Count > 0)
            throw new InvalidDataException($"{path}: {string.Join("; ", errors)}. docs/training.md lists the keys.");
        return recipe!;
    }

    private static T? Part<T>(RecipeKeys keys, JsonObject root, string name)
        where T : class => root[name] is JsonObject part ? keys.Read<T>(part, name) : null;
}
