using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Looks at what an operation is given before it runs: kernels read memory as the weights' shapes and types have it, and native failures may end the process.</summary>
internal static class Operands
{
    /// <summary>Fails unless an input is rows of a size, of a weight's type and beside it.</summary>
    /// <exception cref="ArgumentException">It is something else; the message has both.</exception>
    public static void RequireRows(string operation, Tensor x, long size, Tensor weight)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.ndim == 0 || x.size(-1) != size || x.dtype != weight.dtype || x.device_type != weight.device_type)
            throw new ArgumentException($"{operation} was given {TensorText.Of(x)} and takes {weight.dtype} [.., {size}] on {weight.device}; give it what the part before it makes, or convert with .to().", nameof(x));
    }

    /// <summary>Fails unless an input is token ids, int64 [B, T].</summary>
    /// <exception cref="ArgumentException">It is something else.</exception>
    public static void RequireTokens(Tensor tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        if (tokens.ndim != 2)
            throw new ArgumentException($"Tokens have shape [{string.Join(", ", tokens.shape)}]; give [batch, tokens].", nameof(tokens));
        if (tokens.dtype != ScalarType.Int64)
            throw new ArgumentException($"Tokens are {TensorText.Of(tokens)}; give ids as int64, .to(ScalarType.Int64) say.", nameof(tokens));
        if (tokens.NumberOfElements == 0)
            throw new ArgumentException($"Tokens have shape [{string.Join(", ", tokens.shape)}]; give at least one token.", nameof(tokens));
    }

    /// <summary>Fails unless hidden states [N, D] and targets [N] go with a head.</summary>
    /// <exception cref="ArgumentException">One of them is something else.</exception>
    public static void RequireLoss(IScorer head, Tensor hidden, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        ArgumentNullException.ThrowIfNull(targets);
        RequireRows("The loss", hidden, head.Weight.size(-1), head.Weight);
        if (targets.dtype != ScalarType.Int64 || targets.device_type != hidden.device_type)
            throw new ArgumentException($"The targets are {TensorText.Of(targets)}; give token ids as int64 on {hidden.device}, .to(ScalarType.Int64) say.", nameof(targets));
        if (hidden.NumberOfElements == 0 || targets.NumberOfElements != hidden.NumberOfElements / hidden.size(-1))
            throw new ArgumentException($"There are {targets.NumberOfElements} targets for {hidden.NumberOfElements / hidden.size(-1)} hidden states; give one each, and at least one.", nameof(targets));
    }
}
