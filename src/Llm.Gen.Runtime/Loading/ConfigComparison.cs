using Llm.Gen.Architectures;

namespace Llm.Gen.Runtime;

/// <summary>Compares a checkpoint's configuration with a declaration.</summary>
internal static class ConfigComparison
{
    /// <summary>Fails unless both mean the same architecture, whichever way the checkpoint spells it.</summary>
    /// <exception cref="InvalidDataException">It differs: the message names the keys, both values and the record. Or it describes no model that is supported.</exception>
    public static void Require(ModelFacts facts, string path, string config)
    {
        if (ModelConfig.TryParse(config, out var errors) is not { } stored)
            throw new InvalidDataException($"{path}: {new ArchitectureException(errors).Message}");

        if (stored.Quantization is not (null or Formats.BitsAndBytesSource.Method) and var method)
            throw new InvalidDataException($"{path}: the weights are quantised by {method}; expected plain ones, or four bits by {Formats.BitsAndBytesSource.Method}; give the folder of the model before it was quantised.");

        var differences = ConfigDifference.Between(ModelConfig.Parse(facts.Config).Architecture, stored.Architecture);
        if (differences.Count > 0)
        {
            throw new InvalidDataException(
                $"{path}: config.json has {string.Join(" and ", differences.Select(difference => $"{difference.Key} = {difference.Found}"))}, "
                + $"and {facts.Name} declares {string.Join(" and ", differences.Select(difference => difference.Declared))}; "
                + "correct the declaration, or give the folder of this model.");
        }
    }
}
