using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Compares what a model makes of a batch of token ids with a reference's tensors.</summary>
internal sealed class BatchVerification(Comparison comparison, double tolerance, ReferenceCase reference)
{
    /// <summary>Compares the logits, and the hidden states where there are some.</summary>
    /// <param name="model">The model.</param>
    /// <param name="input">The tensor of token ids, [B, T].</param>
    /// <param name="output">The tensor of logits, [B, T, V].</param>
    /// <param name="states">What the numbers of the layers' states are added to: the embedding's, each layer's, and last the normed one; null where there are none.</param>
    public void Forward(ICausalModel model, string input, string output, string? states)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        using var pass = new Pass { KeepsStates = states is not null };
        var hidden = model.Hidden(Tokens(input), pass);
        Compare(output, model.Score(hidden));
        if (states is null)
            return;
        for (var i = 0; i < pass.States.Count; i++)
            Compare(states + i, pass.States[i]);
        Compare(states + pass.States.Count, hidden);
    }

    /// <summary>Compares numbers with a tensor.</summary>
    public void Compare(string name, Tensor got, Func<int, bool>? isCompared = null) =>
        comparison.AddNumbers(name, Values(got), reference.Find(name).ToFloats(), Verification.Allowed(name, tolerance), isCompared);

    /// <summary>Token ids of the reference.</summary>
    public Tensor Tokens(string name)
    {
        comparison.AddInput(name);
        var ids = reference.Find(name);
        return tensor(ids.ToIntegers()).view([.. ids.Shape]);
    }

    /// <summary>Fails where something of the reference was not compared.</summary>
    public void RequireAllCompared()
    {
        if (reference.Tensors.FirstOrDefault(tensor => !comparison.Has(tensor.Name)) is { } left)
            throw new InvalidDataException($"{reference.Path}: nothing is compared with tensor {left.Name}; the reference is of another model, or of another layout.");
    }

    private static float[] Values(Tensor got)
    {
        using var values = got.to(ScalarType.Float32).cpu().contiguous();
        return values.data<float>().ToArray();
    }
}
