using Llm.Gen.Runtime.Formats;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Layouts within each slice of a tensor whose first dimension counts experts, in the order in which they are undone.</summary>
internal sealed class EachExpertLayout(StoredLayout[] steps) : StoredLayout
{
    internal override StoredTensor Read(StoredTensor stored)
    {
        var slices = new StoredTensor[stored.Shape[0]];
        for (var expert = 0; expert < slices.Length; expert++)
            slices[expert] = steps.Aggregate((StoredTensor)new SliceTensor(stored, expert), (tensor, step) => step.Read(tensor));
        return new StackTensor(stored, slices);
    }

    internal override Tensor Write(Tensor memory)
    {
        var slices = new Tensor[memory.shape[0]];
        for (var expert = 0; expert < slices.Length; expert++)
            slices[expert] = steps.Reverse().Aggregate(memory.select(0, expert), (tensor, step) => step.Write(tensor));
        return stack(slices);
    }
}
