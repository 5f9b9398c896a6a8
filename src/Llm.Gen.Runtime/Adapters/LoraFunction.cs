using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>
/// A frozen matmul and its low-rank updates as one function: the updates are added where the product lies, forward and backward, and no
/// gradient of the matrix is formed. Arguments: input, matrix, plan, then the factors, which are edges of the graph and nothing more. N tokens.
/// </summary>
internal sealed class LoraFunction : autograd.SingleTensorFunction<LoraFunction>
{
    public override string Name => nameof(LoraFunction);

    /// <summary>[.., In] to [.., O], with gradients where they are wanted.</summary>
    public static Tensor Run(Tensor x, IFrozenMatrix matrix, LoraPlan plan)
    {
        var isLearning = is_grad_enabled() && (x.requires_grad || plan.Updates.Any(update => update.Adapter.A.requires_grad || update.Adapter.B.requires_grad));
        if (!isLearning)
            return Multiply(x, matrix, plan, kept: null);
        return apply([x, matrix, plan, .. plan.Updates.SelectMany(update => new[] { update.Adapter.A, update.Adapter.B })]);
    }

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (x, matrix, plan) = ((Tensor)vars[0], (IFrozenMatrix)vars[1], (LoraPlan)vars[2]);
        var kept = new List<Tensor> { x };
        var masks = new List<DropoutMask?>();
        var y = Multiply(x, matrix, plan, (low, mask) =>
        {
            kept.Add(low);
            masks.Add(mask);
        });
        new Tape([.. kept]) { State = new Saved(matrix, plan, masks, vars.Length, x.requires_grad) }.JoinTo(ctx);
        foreach (var low in kept.Skip(1))
            low.Dispose();                      // the tape has aliases of its own
        return y;
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var tape = Tape.Of(ctx);
        var saved = (Saved)tape.State!;
        return Backpropagation.Step(tape, grad_output, saved.Arguments, gradient =>
        {
            var x = tape[0];
            var rows = gradient.reshape(-1, saved.Matrix.OutputSize);                         // [N, O]
            var input = saved.WantsInput ? saved.Matrix.InputGradient(rows) : null;
            for (var i = 0; i < saved.Plan.Updates.Count; i++)
                Accumulate(saved.Plan.Updates[i], rows, x.reshape(-1, saved.Matrix.InputSize), tape[i + 1], saved.Masks[i], input);
            return [input?.view(x.shape)];
        })!;
    }

    /// <summary>The product and its updates; <paramref name="kept"/> takes, for each update, Scale A x, [N, r], and what was dropped of x.</summary>
    private static Tensor Multiply(Tensor x, IFrozenMatrix matrix, LoraPlan plan, Action<Tensor, DropoutMask?>? kept)
    {
        using var frozen = no_grad();
        var y = matrix.Multiply(x);
        using var rows = y.view(-1, matrix.OutputSize);                                       // [N, O]
        using var input = x.reshape(-1, matrix.InputSize);                                    // [N, In]
        foreach (var (adapter, first) in plan.Updates)
        {
            using var scope = NewDisposeScope();
            adapter.RequireBeside(x);
            var mask = adapter.Mask(x);
            var low = Kernels.For(x).Compress(mask is null ? input : mask.Apply(input), adapter.A, isTall: false, adapter.Scale);     // [N, r]
            Kernels.For(x).AddExpanded(rows.narrow(1, first, adapter.Target.OutputSize), low, adapter.B, isTall: true);
            kept?.Invoke(low.DetachFromDisposeScope(), mask);
        }
        return y;
    }

    /// <summary>Adds to the gradients of an update's factors, and to that of the input where it is wanted, [N, In].</summary>
    private static void Accumulate((LoraAdapter Adapter, long FirstRow) update, Tensor rows, Tensor x, Tensor low, DropoutMask? mask, Tensor? input)
    {
        using var scope = NewDisposeScope();
        var (adapter, kernels) = (update.Adapter, Kernels.For(rows));
        var part = rows.narrow(1, update.FirstRow, adapter.Target.OutputSize);              // [N, Out]
        if (adapter.B.requires_grad)
            kernels.AddFactorGradient(adapter.B, low, part, isTall: true);
        if (!adapter.A.requires_grad && input is null)
            return;

        var lowGradient = kernels.Compress(part, adapter.B, isTall: true, adapter.Scale);    // [N, r]
        if (adapter.A.requires_grad)
            kernels.AddFactorGradient(adapter.A, lowGradient, mask is null ? x : mask.Apply(x), isTall: false);
        if (input is null)
            return;
        if (mask is null)
        {
            kernels.AddExpanded(input, lowGradient, adapter.A, isTall: false);
            return;
        }
        var dropped = zeros_like(input);
        kernels.AddExpanded(dropped, lowGradient, adapter.A, isTall: false);
        input.add_(mask.Apply(dropped));
    }

    private sealed record Saved(IFrozenMatrix Matrix, LoraPlan Plan, IReadOnlyList<DropoutMask?> Masks, int Arguments, bool WantsInput);
}
