using Llm.Gen.Benchmarks.Measuring;
using Llm.Gen.Runtime;
using TorchSharp;

namespace Llm.Gen.Benchmarks.Experts;

/// <summary>
/// One token at a time through a mixture of 8 experts of which 2 are chosen, against a dense feed-forward of the size of two: the same numbers are read and
/// multiplied, so that what is above 1 is the price of choosing.
/// </summary>
public static class ExpertsBenchmark
{
    private const int Warming = 8;

    public static async Task<int> Run(Options options)
    {
        var (pairs, tokens) = (options.Number("pairs", 7), options.Number("tokens", 32));
        var worst = 0.0;
        foreach (var precision in new[] { Precision.Float32, Precision.BFloat16 })
        {
            using var ours = new Decoding(TwoOfEight.Factory.CreateModel(new CreateOptions { Precision = precision }));
            using var peer = new Decoding(DenseAsTwo.Factory.CreateModel(new CreateOptions { Precision = precision }));
            ours.Run(Warming);
            peer.Run(Warming);
            var title = $"2 of 8 experts, {precision}: microseconds a layer";
            worst = Math.Max(worst, await Pairs.Compare(title, pairs, () => Task.FromResult(ours.Run(tokens)), () => Task.FromResult(peer.Run(tokens))));
        }

        Console.WriteLine("floor 1.60, goal 1.20");
        return worst <= 1.6 ? 0 : 1;
    }

    /// <summary>A text that goes on token by token.</summary>
    private sealed class Decoding(CausalModel model) : IDisposable
    {
        private readonly KvCache _cache = new(model);
        private readonly Random _random = new(0);

        /// <summary>Reads so many tokens; microseconds that a layer took for one.</summary>
        public double Run(int count)
        {
            using var off = torch.no_grad();
            var tokens = Enumerable.Range(0, count).Select(_ => torch.tensor(new[] { (long)_random.Next(model.Facts.Vocabulary) }).view(1, 1)).ToList();
            var milliseconds = Sample.Milliseconds(() =>
            {
                foreach (var token in tokens)
                {
                    using var pass = new Pass { Cache = _cache };
                    model.call(token, pass).Dispose();
                }
            });

            tokens.ForEach(token => token.Dispose());
            _cache.Reset();
            return milliseconds * 1000 / count / model.Facts.Layers;
        }

        public void Dispose()
        {
            _cache.Dispose();
            model.Dispose();
        }
    }
}
