using Llm.Gen.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests.Attention;

/// <summary>Every way of scoring, in the fused and in the composed kernels: forward, gradients, padding, and with a cache in chunks.</summary>
public class ScoringTests
{
    public static TheoryData<string> Ways() => [.. Scorings.Keys];

    private static readonly Dictionary<string, Scoring> Scorings = new()
    {
        ["plain"] = new(),
        ["scale"] = new() { Scale = 0.3 },
        ["softcap"] = new() { Softcap = 2.5 },
        ["window"] = new() { Window = 7 },
        ["wide window"] = new() { Window = 90 },
        ["window of one"] = new() { Window = 1 },
        ["window and sink tokens"] = new() { Window = 9, SinkTokens = 3 },
        ["sink tokens behind no window"] = new() { SinkTokens = 3 },
        ["slopes"] = new() { Slopes = [0.5f, 0.25f, 0.125f, 0.0625f] },
        ["everything"] = new() { Scale = 0.4, Softcap = 3, Window = 70, Slopes = [0.3f, 0.1f, 0.02f, 0.005f] },
    };

    private static readonly HeadLayout Layout = new(4, 2, 24);

    [Theory]
    [MemberData(nameof(Ways))]
    public void The_whole_sequence_equals_the_definition(string way)
    {
        foreach (var (composed, padded, learns, length) in Cases())
        {
            using var scope = NewDisposeScope();
            var packed = randn(2, length, 8 * 24).requires_grad_();
            var sinks = learns ? new Parameter(randn(4)) : null;
            var padding = padded ? new[] { 0, length / 3 } : null;
            var gradient = randn(2, length, 4 * 24);
            if (padded)
                gradient.narrow(0, 1, 1).narrow(1, 0, length / 3).zero_();          // nobody reads what stands at padding
            var expected = NaiveAttention.Run(packed, Layout, Scorings[way], padding, sinks);
            (expected * gradient).sum().backward();
            var (dPacked, dSinks) = (packed.grad!.clone(), sinks?.grad?.clone());
            packed.grad.zero_();
            sinks?.grad?.zero_();

            var output = Composed(composed, () =>
            {
                using var pass = Begin(new Pass { Padding = padding }, 2, length);
                var y = Attend.Causal(packed, Layout, null, pass.At(0), Scorings[way], sinks);
                Backpropagation.Run((y * gradient).sum());
                return y;
            });

            var name = $"{way}, composed {composed}, padded {padded}, sinks {learns}, {length} tokens";
            Near(name, expected, output, padding);
            Near(name + ": gradient", dPacked, packed.grad, null);
            if (learns)
                Near(name + ": gradient of sinks", dSinks!, sinks!.grad!, null);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Chunks_with_a_cache_equal_the_definition(string way)
    {
        using var model = Llama.Create(layers: 1, positions: 512);
        foreach (var (composed, padded, learns, length) in Cases())
        {
            foreach (var chunks in new[] { new[] { length }, [5, 1, 1, 1, length / 2, 1, 1, 1, 1, 2, 3], [1, 1, length - 3, 1] })
            {
                using var scope = NewDisposeScope();
                using var _ = no_grad();
                var packed = randn(2, length, 8 * 24);
                var sinks = learns ? randn(4) : null;
                var padding = padded ? new[] { 0, Math.Min(length / 3, chunks[0] - 1) } : null;
                var expected = NaiveAttention.Run(packed, Layout, Scorings[way], padding, sinks);
                using var cache = new KvCache(model, batch: 2, rewind: 0);

                var output = Composed(composed, () => InChunks(cache, packed, chunks, padding, Scorings[way], sinks));

                Near($"{way}, composed {composed}, padded {padded}, sinks {learns}, {length} tokens in [{string.Join(", ", chunks)}]", expected, output, padding);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Bfloat16_is_near(string way)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var packed = randn(2, 70, 8 * 24).to(ScalarType.BFloat16);
        var sinks = randn(4).to(ScalarType.BFloat16);
        using var pass = Begin(new Pass(), 2, 70);

        var output = Attend.Causal(packed, Layout, null, pass.At(0), Scorings[way], sinks);

        Assert.Equal(ScalarType.BFloat16, output.dtype);
        Assert.InRange(Tokens.Difference(NaiveAttention.Run(packed, Layout, Scorings[way], null, sinks.to(ScalarType.Float32)), output.to(ScalarType.Float32)), 0, 0.02f);
    }

    private static Tensor InChunks(KvCache cache, Tensor packed, int[] chunks, int[]? padding, Scoring scoring, Tensor? sinks)
    {
        var (parts, from, length) = (new List<Tensor>(), 0, (int)packed.shape[1]);
        while (from < length)
        {
            var count = Math.Min(length - from, parts.Count < chunks.Length ? chunks[parts.Count] : 1);
            using var pass = Begin(new Pass { Cache = cache, Padding = from == 0 ? padding : null }, 2, count);
            parts.Add(Attend.Causal(packed.narrow(1, from, count), Layout, null, pass.At(0), scoring, sinks));
            from += count;
        }
        return cat(parts, 1);
    }

    private static IEnumerable<(bool Composed, bool Padded, bool Learns, int Length)> Cases() =>
        from composed in new[] { false, true }
        from padded in new[] { false, true }
        from learns in new[] { false, true }
        from length in new[] { 21, 150 }
        select (composed, padded, learns, length);

    private static Pass Begin(Pass pass, int rows, int count)
    {
        using var tokens = zeros([rows, count], ScalarType.Int64);
        pass.Begin(tokens, 512);
        return pass;
    }

    private static Tensor Composed(bool composed, Func<Tensor> run)
    {
        Runtime.Kernels.AreComposed = composed;
        try
        {
            return run();
        }
        finally
        {
            Runtime.Kernels.AreComposed = false;
        }
    }

    /// <summary>Compares [B, T, ..], but for what stands at padding.</summary>
    private static void Near(string name, Tensor expected, Tensor got, int[]? padding)
    {
        var difference = (expected - got).abs();
        for (var row = 0; row < (padding?.Length ?? 0); row++)
            difference.narrow(0, row, 1).narrow(1, 0, padding![row]).zero_();
        var largest = difference.max().item<float>();
        Assert.True(largest <= 2e-5f, $"{name}: {largest} apart");
    }
}
