using Llm.Gen.Runtime;
using static TorchSharp.torch;

namespace Llm.Gen.Training.Tests;

/// <summary>A model that is saved a few times, and then finds no room in the middle of it.</summary>
internal sealed class FullDisk(CausalModel model, int savings) : ICausalModel
{
    private int _left = savings;

    public ModelFacts Facts => model.Facts;

    public IScorer Head => model.Head;

    public Placement Placement => model.Placement;

    public GenerationDefaults GenerationDefaults => model.GenerationDefaults;

    public Tensor Hidden(Tensor tokens, Pass pass) => model.Hidden(tokens, pass);

    public Tensor Score(Tensor hidden) => model.Score(hidden);

    public IEnumerable<StoredWeight> Weights() => model.Weights();

    public IEnumerable<AdapterPoint> AdapterPoints() => model.AdapterPoints();

    public IDisposable TakeTurn(CancellationToken cancellation = default) => model.TakeTurn(cancellation);

    public void Save(string folder, CancellationToken cancellation = default)
    {
        if (_left-- > 0)
        {
            model.Save(folder, cancellation);
            return;
        }
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "model.safetensors"), "half of it");
        throw new IOException("No space left on device");
    }

    public void Dispose() => model.Dispose();
}
