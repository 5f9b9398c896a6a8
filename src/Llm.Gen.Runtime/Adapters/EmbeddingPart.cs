using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>A low-rank update, or new vectors of some tokens, on an embedding.</summary>
internal sealed class EmbeddingPart(string name, Embedding embedding, IEmbeddingAdapter adapter, bool isTied) : AdapterPart
{
    public IEmbeddingAdapter Adapter => adapter;

    public string Name => name;

    public override IReadOnlyList<StoredWeight> Weights => adapter.Weights(name);

    public override string Changes => $"{name}.weight";

    public override string? Obstacle => isTied && adapter is EmbeddingLora
        ? $"{Changes} is the head too, which the update leaves as it is; keep the adapter beside the model" : null;

    public override void PutOn() => embedding.Adapter = adapter;

    public override void TakeOff() => embedding.Adapter = null;

    public override Tensor Merged()
    {
        if (adapter is TokenRows rows)
            return rows.Merged(embedding.Weight);
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var update = ((EmbeddingLora)adapter).Factors.Product().t();                        // [V, D]
        return update.add(embedding.Weight.to(ScalarType.Float32)).MoveToOuterDisposeScope();
    }

    public override void Dispose()
    {
        if (ReferenceEquals(embedding.Adapter, adapter))
            embedding.Adapter = null;
        (adapter as TokenRows)?.Dispose();
        (adapter as EmbeddingLora)?.Factors.Dispose();
    }
}
