using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>What an adapter has for one module of a model.</summary>
internal abstract class AdapterPart : IDisposable
{
    /// <summary>The stored tensors, under the names of files without their prefix; layouts say how rows lie in files.</summary>
    public abstract IReadOnlyList<StoredWeight> Weights { get; }

    /// <summary>The stored tensor of the model that this part replaces or adds to.</summary>
    public abstract string Changes { get; }

    /// <summary>Whether another part may change the same tensor at the same time.</summary>
    public virtual bool AddsUp => false;

    /// <summary>Puts it on.</summary>
    public abstract void PutOn();

    /// <summary>Takes it off; the model is as it was before.</summary>
    public abstract void TakeOff();

    /// <summary>Why the model's own weights cannot take it in, or nothing.</summary>
    public virtual string? Obstacle => null;

    /// <summary>What the tensor is with this part in it; of any floating type. Called while the part is off.</summary>
    public abstract Tensor Merged();

    /// <inheritdoc/>
    public abstract void Dispose();
}
