using Llm.Gen.Data;
using Llm.Gen.Runtime;

namespace Llm.Gen.Training;

/// <summary>How well a model predicts what is held out: all of it, once.</summary>
/// <param name="Loss">The mean over the targets, in nats.</param>
/// <param name="Targets">Tokens that were predicted.</param>
public sealed record HeldOutScore(double Loss, long Targets)
{
    /// <summary>The number of tokens that the model hesitates between: e to the power of the loss.</summary>
    public double Perplexity => Math.Exp(Loss);

    /// <summary>Scores everything that is held out.</summary>
    /// <param name="model">The model, its adapters in place.</param>
    /// <param name="heldOut">What it never learnt from.</param>
    /// <param name="context">Positions in a row, T.</param>
    /// <param name="batchSize">Rows at a time.</param>
    /// <param name="cancellation">Stops between rows.</param>
    public static HeldOutScore Of(ICausalModel model, IHeldOut heldOut, int context, int batchSize, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(heldOut);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        using var task = new NextTokenTask();
        using var validator = new Validator(model, task, heldOut.Rows(context), batchSize, mostRows: long.MaxValue);
        return validator.Score(cancellation);
    }
}
