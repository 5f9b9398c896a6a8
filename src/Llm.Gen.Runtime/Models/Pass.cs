using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>One forward pass: where its tokens stand, and what is kept on the way. Make one a forward and dispose it.</summary>
public sealed class Pass : IDisposable
{
    /// <summary>The turns of this pass's positions, set by the decoder for its layers.</summary>
    public Rotation Rotation { get; set; } = null!;

    /// <summary>This pass as one layer sees it.</summary>
    public LayerPass At(int layer) => new(this, layer);

    /// <summary>Runs a layer, recomputing it in the backward pass if so asked.</summary>
    public Tensor Through(Block layer, Tensor x) => layer.call(x, this);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
