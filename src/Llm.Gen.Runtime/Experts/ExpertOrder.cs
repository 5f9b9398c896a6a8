namespace Llm.Gen.Runtime;

/// <summary>Assignments of tokens to experts, brought into the order of the experts so that each works on its tokens at once. N tokens, K chosen experts.</summary>
internal sealed class ExpertOrder
{
    /// <summary>Sorts assignments by expert, those of an expert in order of row, token and rank; those beyond an expert's bound are dropped.</summary>
    /// <param name="chosen">The expert of each assignment, [N K].</param>
    /// <param name="perToken">Experts of a token, K.</param>
    /// <param name="experts">How many experts there are.</param>
    /// <param name="bound">The most assignments of one expert.</param>
    public ExpertOrder(ReadOnlySpan<long> chosen, int perToken, int experts, long bound)
    {
        Counts = new long[experts];
        foreach (var expert in chosen)
            Counts[expert]++;
        var next = new long[experts];
        for (var (expert, at) = (0, 0L); expert < experts; at += Counts[expert++])
        {
            next[expert] = at;
            Counts[expert] = Math.Min(Counts[expert], bound);
        }

        Tokens = new long[Counts.Sum()];
        Places = new long[chosen.Length];
        var left = (long[])Counts.Clone();
        for (var i = 0; i < chosen.Length; i++)
        {
            var expert = chosen[i];
            if (left[expert]-- <= 0)
            {
                Places[i] = Dropped;
                continue;
            }
            Places[i] = next[expert]++;
            Tokens[Places[i]] = i / perToken;
        }
    }

    /// <summary>The place of an assignment that is not carried out.</summary>
    public const long Dropped = -1;

    /// <summary>How many tokens each expert works on.</summary>
    public long[] Counts { get; }

    /// <summary>The token of each place.</summary>
    public long[] Tokens { get; }

    /// <summary>The place of each assignment, [N K], or <see cref="Dropped"/>.</summary>
    public long[] Places { get; }
}
