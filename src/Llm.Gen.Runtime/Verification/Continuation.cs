using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Greedy tokens through the cache, on the calling thread.</summary>
internal static class Continuation
{
    /// <summary>The best tokens after a prompt, whatever they are.</summary>
    public static List<long> Greedy(ICausalModel model, IReadOnlyList<int> prompt, int count)
    {
        using var _ = no_grad();
        var tokens = new List<long>(count);
        GenerationRun.Require(model.Facts, [prompt]);
        using var run = new GenerationRun(model, [prompt], new GenerationOptions { MaxNewTokens = count, StopTokens = [] });
        run.Run(token => tokens.Add(token.Token), CancellationToken.None);
        if (tokens.Count < count && prompt.Count + tokens.Count == model.Facts.Positions)
            tokens.Add(Next(model, [.. prompt, .. tokens]));
        return tokens;
    }

    /// <summary>What follows tokens that take all positions: generation ends there, but the last one's scores are known.</summary>
    private static long Next(ICausalModel model, long[] tokens)
    {
        using var scope = NewDisposeScope();
        using var pass = new Pass();
        var hidden = model.Hidden(tensor(tokens).unsqueeze(0), pass);
        return model.Score(hidden.narrow(1, tokens.Length - 1, 1)).argmax(-1).item<long>();
    }
}
