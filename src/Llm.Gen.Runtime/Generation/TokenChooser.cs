namespace Llm.Gen.Runtime;

/// <summary>Chooses the tokens of one sequence.</summary>
internal sealed class TokenChooser(GenerationOptions options, IReadOnlyList<int> prompt, int sequence)
{
    private readonly CounterRandom _random = new((ulong)options.Seed, (ulong)sequence);
    private readonly List<int> _tokens = [.. prompt];

    /// <summary>The next token; the row of logits is used up.</summary>
    public int Next(Span<float> logits)
    {
        if (options.RepetitionPenalty != 1)
            Sampling.Penalize(logits, _tokens, options.RepetitionPenalty);
        var token = options.Temperature == 0 ? Sampling.Best(logits) : Draw(logits);
        _tokens.Add(token);
        return token;
    }

    private int Draw(Span<float> logits)
    {
        if (options.Temperature != 1)
            Sampling.Scale(logits, options.Temperature);
        if (options.TopK > 0)
            Sampling.KeepTop(logits, options.TopK);
        if (options.TopP < 1)
            Sampling.KeepNucleus(logits, options.TopP);
        if (options.MinP > 0)
            Sampling.KeepShare(logits, options.MinP);
        return Sampling.Draw(logits, _random.Uniform((ulong)(_tokens.Count - prompt.Count)));
    }
}
