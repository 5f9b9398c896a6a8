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
        return tokens;
    }
}
