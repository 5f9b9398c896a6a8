using Llm.Gen.Runtime;
using Llm.Gen.Training;

namespace Llm.Gen.Cli.FineTuning;

/// <summary>What of a model learns, and how that is saved.</summary>
internal sealed class FineTuneLearner
{
    private readonly CausalModel _model;

    private FineTuneLearner(CausalModel model) => _model = model;

    /// <summary>Prepares a model: freezes what does not learn.</summary>
    /// <exception cref="ArgumentException">The method's options do not go with the model.</exception>
    public static FineTuneLearner Of(FineTuneRequest request, CausalModel model)
    {
        if (request.Method == FineTuneMethod.LastN)
            TrainableWeights.KeepLastLayers(model, request.LastLayers!.Value);
        return new FineTuneLearner(model);
    }

    /// <summary>The learning rate that a method wants where none is given.</summary>
    public static double UsualRate(FineTuneMethod method) => method switch
    {
        FineTuneMethod.Full or FineTuneMethod.LastN => 5e-5,
        _ => 2e-4,
    };

    /// <summary>Writes what was learnt.</summary>
    public void Save(string folder, CancellationToken cancellation) => _model.Save(folder, cancellation);
}
