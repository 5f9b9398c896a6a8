namespace Llm.Gen.Architectures;

/// <summary>Learnt numbers by what they belong to; together they are all.</summary>
public sealed record ParameterParts
{
    internal ParameterParts(WeightLayout layout)
    {
        foreach (var (row, times) in ArchitectureFacts.Counted(layout).Where(counted => counted.Row.Role != StoredRole.Correction))
        {
            var count = row.Count * times;
            if (row.Member.StartsWith("Attention.", StringComparison.Ordinal))
                Attention += count;
            else if (row.Member.StartsWith("FeedForward.", StringComparison.Ordinal))
                FeedForward += count;
            else if (row.Member.StartsWith("Head.", StringComparison.Ordinal))
                Head += count;
            else if (row.Member.Contains("Norm."))
                Norms += count;
            else
                Embedding += count;
        }
    }

    /// <summary>The tokens' and positions' tables, and the matrices that lead in and out.</summary>
    public long Embedding { get; }

    /// <summary>The attentions of all layers.</summary>
    public long Attention { get; }

    /// <summary>The feed-forwards of all layers, routers and experts included.</summary>
    public long FeedForward { get; }

    /// <summary>The norms outside the attentions.</summary>
    public long Norms { get; }

    /// <summary>What scores the vocabulary, where it is not the embedding.</summary>
    public long Head { get; }
}
