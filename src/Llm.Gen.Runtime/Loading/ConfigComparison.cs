using Llm.Gen.Architectures;

namespace Llm.Gen.Runtime;

/// <summary>Compares a checkpoint's configuration with a declaration.</summary>
internal static class ConfigComparison
{
    /// <summary>Fails unless both mean the same architecture, whichever way the checkpoint spells it.</summary>
    /// <param name="facts">The declaration.</param>
    /// <param name="path">The checkpoint.</param>
    /// <param name="config">Its config.json.</param>
    /// <param name="isNamed">Whether the caller names its tensors, so that its family may be one that is not known.</param>
    /// <returns>Whether its family is known; nothing is compared otherwise.</returns>
    /// <exception cref="InvalidDataException">It differs: the message names the keys, both values and the record. Or it describes no model that is supported.</exception>
    public static bool Require(ModelFacts facts, string path, string config, bool isNamed = false)
    {
        if (ModelConfig.TryParse(config, out var errors) is not { } stored)
        {
            if (isNamed && errors is [{ Id: ArchitectureError.UnknownFamily }])
                return false;
            throw new InvalidDataException($"{path}: {new ArchitectureException(errors).Message}");
        }

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
        return true;
    }
}
