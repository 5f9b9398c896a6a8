namespace Llm.Gen.Data;

/// <summary>
/// Cuts tokens into windows of one context each. A window reads context + 1 tokens, so that each of its positions has
/// a next token to predict; neighbours share that one token.
/// </summary>
public sealed class TokenWindows : IRows
{
    /// <summary>Plans the windows.</summary>
    /// <param name="tokens">What is cut.</param>
    /// <param name="context">Positions in a window.</param>
    /// <exception cref="InvalidDataException">There is not one whole window.</exception>
    public TokenWindows(TokenSlice tokens, int context)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(context);
        if (tokens.Count <= context)
            throw new InvalidDataException($"{tokens.File.Path}: {tokens.Count:N0} tokens are too few for a context of {context:N0}; expected at least {context + 1:N0}. Use more text or a shorter context.");

        (Tokens, Context, Count) = (tokens, context, (tokens.Count - 1) / context);
    }

    /// <summary>What is cut.</summary>
    public TokenSlice Tokens { get; }

    /// <summary>Positions in a window, T.</summary>
    public int Context { get; }

    /// <summary>Whole windows that fit side by side.</summary>
    public long Count { get; }

    /// <summary>Reads a window, moved by <paramref name="shift"/> tokens.</summary>
    /// <param name="window">Which, from 0.</param>
    /// <param name="shift">Tokens to skip at the start of the file.</param>
    /// <param name="inputs">Receives T ids.</param>
    /// <param name="labels">Receives the T ids that follow each.</param>
    public void Read(long window, long shift, Span<long> inputs, Span<long> labels)
    {
        var start = (window * Context) + shift;
        Tokens.Read(start, inputs[..Context]);
        Tokens.Read(start + 1, labels[..Context]);
    }

    bool IRows.IsPacked => false;

    void IRows.Read(long row, Span<long> inputs, Span<long> labels, Span<int> documents)
    {
        Read(row, 0, inputs, labels);
        documents.Clear();
    }
}
