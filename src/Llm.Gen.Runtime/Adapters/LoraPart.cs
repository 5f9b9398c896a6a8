using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>A low-rank update on a projection.</summary>
internal sealed class LoraPart(string name, LoraAdapter adapter, StoredLayout? rows) : AdapterPart
{
    public LoraAdapter Adapter => adapter;

    public string Name => name;

    public override IReadOnlyList<StoredWeight> Weights { get; } =
        [.. adapter.Weights(name).Select(weight => ReferenceEquals(weight.Parameter, adapter.A) ? weight : weight with { Layout = rows })];

    public override string Changes => $"{name}.weight";

    public override bool AddsUp => adapter.Magnitude is null;

    public override string? Obstacle => adapter.Target.Substitute is { } substitute
        ? $"a {substitute.GetType().Name} stands in for {Changes}, which a merge would not reach; load the model dequantised, or take it off first" : null;

    public override void PutOn() => AdapterStack.PutOn(adapter.Target, adapter);

    public override void TakeOff() => AdapterStack.TakeOff(adapter.Target, adapter);

    public override Tensor Merged() => adapter.Merged();

    public override void Dispose() => adapter.Dispose();
}
