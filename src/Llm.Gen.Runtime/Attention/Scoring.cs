namespace Llm.Gen.Runtime;

/// <summary>How queries score keys, and which keys they see. What is not set does nothing.</summary>
public sealed record Scoring
{
    /// <summary>Scores as in arXiv:1706.03762, of every token up to the query's own.</summary>
    internal static Scoring Plain { get; } = new();

    /// <summary>What products of queries and keys are multiplied by; null: 1 / root(E).</summary>
    public double? Scale { get; init; }

    /// <summary>Keeps scores below this c, as c tanh(score / c); null: they are left alone.</summary>
    public double? Softcap { get; init; }

    /// <summary>How many tokens a query sees, its own the last of them (arXiv:2004.05150); null: all before it.</summary>
    public int? Window { get; init; }

    /// <summary>How many tokens at the start of a sequence stay in sight whatever the window (arXiv:2309.17453).</summary>
    public int SinkTokens { get; init; }

    /// <summary>What each token of distance takes from the scores of a head (arXiv:2108.12409), [H]; null: nothing.</summary>
    public IReadOnlyList<float>? Slopes { get; init; }

    /// <summary>Share of the weights that a training pass drops, after the softmax; the rest grow to keep the mean.</summary>
    public double DropoutRate { get; init; }
}
