using Llm.Gen.Runtime;
using Llm.Gen.Training;

namespace Llm.Gen.Cli.FineTuning;

/// <summary>What of a model learns, and how that is saved.</summary>
internal sealed class FineTuneLearner
{
    private readonly CausalModel _model;
    private readonly ModelAdapter? _adapter;

    private FineTuneLearner(CausalModel model, ModelAdapter? adapter) => (_model, _adapter) = (model, adapter);

    /// <summary>Prepares a model: puts an adapter on where that learns, and freezes the rest.</summary>
    /// <exception cref="ArgumentException">The method's options do not go with the model.</exception>
    public static FineTuneLearner Of(FineTuneRequest request, CausalModel model)
    {
        if (!request.IsLowRank)
            return new FineTuneLearner(model, null);
        var adapter = ModelAdapter.Create(model, Config(request), request.Seed);
        adapter.FreezeBase();
        return new FineTuneLearner(model, adapter);
    }

    /// <summary>The learning rate that a method wants where none is given.</summary>
    public static double UsualRate(FineTuneMethod method) => method switch
    {
        FineTuneMethod.Full or FineTuneMethod.LastN => 5e-5,
        _ => 2e-4,
    };

    /// <summary>Weights that learn at a rate of their own.</summary>
    public static IReadOnlyList<ParameterGroup> Groups(FineTuneRequest request) =>
        request.LowRank.RateRatio is { } ratio ? [new ParameterGroup { Pattern = "lora_B", LearningRateFactor = ratio }] : [];

    /// <summary>What an adapter of the request consists of.</summary>
    public static AdapterConfig Config(FineTuneRequest request)
    {
        var (usual, asked) = (new AdapterConfig(), request.LowRank);
        return usual with
        {
            Rank = asked.Rank ?? usual.Rank,
            Alpha = asked.Alpha ?? usual.Alpha,
            Dropout = asked.Dropout ?? usual.Dropout,
            TargetModules = asked.Targets ?? usual.TargetModules,
            ModulesToSave = asked.ModulesToSave ?? usual.ModulesToSave,
            UsesRootOfRank = asked.UsesRootOfRank,
            LearnsMagnitude = request.Method == FineTuneMethod.Dora,
            BaseModel = request.Model,
        };
    }

    /// <summary>Writes what was learnt: the model, or the adapter alone in the PEFT format.</summary>
    public void Save(string folder, CancellationToken cancellation)
    {
        if (_adapter is null)
            _model.Save(folder, cancellation);
        else
            _adapter.Save(folder, cancellation);
    }
}
