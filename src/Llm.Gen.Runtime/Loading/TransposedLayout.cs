using Llm.Gen.Runtime.Formats;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>[In, Out] in the file, [Out, In] in memory.</summary>
internal sealed class TransposedLayout : StoredLayout
{
    internal override StoredTensor Read(StoredTensor stored) => new TransposedTensor(stored);

    internal override Tensor Write(Tensor memory) => memory.t().contiguous();
}
