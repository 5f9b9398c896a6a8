using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests.Support;

/// <summary>A model that another runs: what is not overridden is that one's.</summary>
public abstract class WrappedModel(ICausalModel model) : ICausalModel
{
    public ModelFacts Facts => model.Facts;

    public IScorer Head => model.Head;

    public Placement Placement => model.Placement;

    public GenerationDefaults GenerationDefaults => model.GenerationDefaults;

    public virtual Tensor Hidden(Tensor tokens, Pass pass) => model.Hidden(tokens, pass);

    public Tensor Score(Tensor hidden) => model.Score(hidden);

    public IEnumerable<StoredWeight> Weights() => model.Weights();

    public IEnumerable<AdapterPoint> AdapterPoints() => model.AdapterPoints();

    public IDisposable TakeTurn(CancellationToken cancellation = default) => model.TakeTurn(cancellation);

    public void Save(string folder, CancellationToken cancellation = default) => model.Save(folder, cancellation);

    public void Dispose() => model.Dispose();
}
