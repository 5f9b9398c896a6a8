using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>New rows of some tokens on a head that is a matrix of its own.</summary>
internal sealed class HeadRowsPart(string name, Projection head, TokenRows rows) : AdapterPart
{
    public override IReadOnlyList<StoredWeight> Weights => rows.Weights(name);

    public override string Changes => $"{name}.weight";

    public override void PutOn() => AdapterStack.PutOn(head, rows);

    public override void TakeOff() => AdapterStack.TakeOff(head, rows);

    public override Tensor Merged() => rows.Merged(head.Weight);

    public override void Dispose()
    {
        TakeOff();
        rows.Dispose();
    }
}
