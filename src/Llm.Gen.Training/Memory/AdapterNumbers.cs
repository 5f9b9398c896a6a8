using Llm.Gen.Runtime;

namespace Llm.Gen.Training;

/// <summary>What an adapter learns on the tensors of a model, as <see cref="ModelAdapter.Create"/> makes it.</summary>
internal static class AdapterNumbers
{
    /// <summary>What learns beside a tensor of the model: the factors of an update, lengths of rows, vectors of tokens.</summary>
    internal static IEnumerable<LearntNumbers> Beside(ModelTensor tensor, AdapterConfig config)
    {
        var (name, numbers) = (tensor.Module, tensor.Numbers);
        foreach (var tokens in config.TrainableTokens.Where(tokens => (tensor.IsHead || tensor.IsEmbedding) && ModuleNames.IsListed(name, [tokens.Key])))
            yield return LearntNumbers.Matrix(tokens.Value.Count, numbers.Columns, isInLayer: false);
        if (!IsTarget(tensor, config))
            yield break;

        var (rank, isInLayer) = (config.RankOf(name), tensor.Layer is not null);
        yield return LearntNumbers.Matrix(rank, numbers.Columns, isInLayer);
        yield return LearntNumbers.Matrix(numbers.Rows, rank, isInLayer);
        if (config.LearnsMagnitude)
            yield return new LearntNumbers(numbers.Rows, 1, numbers.Rows, 1, IsVector: true, IsMatrix: false, isInLayer);
    }

    /// <summary>Tensors of the model of which the adapter has a version of its own, trained in their place.</summary>
    internal static IEnumerable<LearntNumbers> Replaced(IReadOnlyList<ModelTensor> tensors, AdapterConfig config)
    {
        var adapted = tensors.Where(tensor => IsTarget(tensor, config)).Select(tensor => tensor.Module).ToHashSet(StringComparer.Ordinal);
        return tensors.Where(tensor => config.Saves(tensor.Module) || (tensor.IsBias && Trains(tensor.Module))).Select(tensor => tensor.Numbers);

        bool Trains(string module) => config.Bias == AdapterBias.All || (config.Bias == AdapterBias.LoraOnly && adapted.Contains(module));
    }

    private static bool IsTarget(ModelTensor tensor, AdapterConfig config) =>
        (tensor.IsAdaptable || tensor.IsHead || tensor.IsEmbedding) && config.Targets(tensor.Module, tensor.IsHead, isProjection: !tensor.IsEmbedding);
}
