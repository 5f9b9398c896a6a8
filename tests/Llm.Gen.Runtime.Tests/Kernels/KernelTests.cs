using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests.Kernels;

/// <summary>Every kernel, and its gradients, against the composition of torch's operations.</summary>
public sealed class KernelTests : IDisposable
{
    private readonly TorchSharp.torch.Generator _generator = new(1);                 // of its own: other tests draw from torch's at the same time

    public void Dispose() => _generator.Dispose();

    [Theory]
    [InlineData(ScalarType.Float32, 5, 64)]
    [InlineData(ScalarType.Float32, 700, 40)]
    [InlineData(ScalarType.Float32, 3, 7)]
    [InlineData(ScalarType.BFloat16, 9, 72)]
    public void Norms_equal_the_composition(ScalarType type, int rows, int size)
    {
        using var scope = NewDisposeScope();
        var x = Random([rows, size], type);
        var weight = new Parameter(Random([size], type));

        foreach (var offset in new[] { 0, 1 })
            Same(type, x, [weight], input => Runtime.Kernels.For(input).RmsNorm(input, weight, 1e-5, offset));
    }

    [Theory]
    [InlineData(ScalarType.Float32, 5, 64)]
    [InlineData(ScalarType.Float32, 700, 40)]
    [InlineData(ScalarType.Float32, 3, 7)]
    [InlineData(ScalarType.BFloat16, 9, 72)]
    public void Layer_norms_equal_the_composition(ScalarType type, int rows, int size)
    {
        using var scope = NewDisposeScope();
        var x = Random([2, rows, size], type) + 3;
        var (weight, bias) = (new Parameter(Random([size], type)), new Parameter(Random([size], type)));

        Same(type, x, [weight, bias], input => Runtime.Kernels.For(input).LayerNorm(input, weight, bias, 1e-5, 0));
        Same(type, x, [weight, bias], input => Runtime.Kernels.For(input).LayerNorm(input, weight, bias, 1e-5, 1));
        Same(type, x, [weight], input => Runtime.Kernels.For(input).LayerNorm(input, weight, null, 1e-5, 0));
        Same(type, x, [], input => Runtime.Kernels.For(input).LayerNorm(input, null, null, 1e-5, 0));
    }

    [Theory]
    [InlineData(ScalarType.Float32, 5, 64)]
    [InlineData(ScalarType.Float32, 600, 37)]
    [InlineData(ScalarType.BFloat16, 9, 48)]
    public void Activations_equal_the_composition(ScalarType type, int rows, int size)
    {
        foreach (var activation in Enum.GetValues<Activation>().Where(activation => activation != Activation.Identity))
        {
            using var scope = NewDisposeScope();
            var x = Random([2, rows, size], type) * 3;

            Same(type, x.detach(), [], input => Runtime.Kernels.For(input).Activate(input, activation));
        }
    }

    [Theory]
    [InlineData(ScalarType.Float32, 5, 64)]
    [InlineData(ScalarType.Float32, 600, 37)]
    [InlineData(ScalarType.BFloat16, 9, 48)]
    public void Gated_units_equal_the_composition(ScalarType type, int rows, int size)
    {
        foreach (var activation in Enum.GetValues<Activation>())
        {
            using var scope = NewDisposeScope();
            var gateUp = Random([2, rows, 2 * size], type) * 3;

            Same(type, gateUp.detach(), [], input => Runtime.Kernels.For(input).Gate(input, activation));
        }
    }

    [Theory]
    [InlineData(ScalarType.Float32, 2, 5, 4, 2, 8)]         // shorter than a tile, padded head
    [InlineData(ScalarType.Float32, 1, 130, 3, 1, 32)]      // one key head
    [InlineData(ScalarType.Float32, 2, 67, 4, 4, 48)]       // as many key heads as query heads
    [InlineData(ScalarType.Float32, 1, 1100, 2, 1, 64)]     // several blocks and jobs
    [InlineData(ScalarType.Float32, 3, 1, 4, 2, 16)]        // one token
    [InlineData(ScalarType.BFloat16, 2, 70, 4, 2, 32)]
    public void Attention_equals_the_composition(ScalarType type, int b, int t, int h, int k, int e)
    {
        foreach (var mask in new[] { "none", "padding", "documents" })
        {
            using var scope = NewDisposeScope();
            var packed = Random([b, t, (h + 2 * k) * e], type);
            using var pass = new Pass { Padding = mask == "padding" && t > 2 ? [.. Enumerable.Range(0, b).Select(i => (i + 1) * t / (b + 2))] : null, Documents = mask == "documents" ? [.. Enumerable.Range(0, b * t).Select(i => i % t / 40)] : null };
            pass.Begin(zeros([b, t], ScalarType.Int64), 2048);
            var rope = new Rope(e, 10_000, 2048);

            Same(type, packed, [], input => Attend.Causal(input, new HeadLayout(h, k, e), rope.At(pass), pass.At(0)));
        }
    }

    [Fact]
    public void Cross_entropy_is_the_same_to_the_last_bit_on_one_thread_and_on_many()
    {
        using var scope = NewDisposeScope();
        var (logits, targets) = (Random([4_000, 97], ScalarType.Float32) * 9, randint(97, [4_000], dtype: ScalarType.Int64));
        double Loss() => Runtime.Kernels.For(logits).CrossEntropy(logits, targets, 1, wantsGradient: false);

        var alone = new double[2];
        Team.Run(2, 2, job => alone[job] = Loss());                      // within a team's job a kernel has one thread

        Assert.All(Enumerable.Range(0, 50), _ => Assert.Equal(alone[0], Loss()));
        Assert.Equal(alone[0], alone[1]);
    }

    [Theory]
    [InlineData(ScalarType.Float32, 6, 40, 0, 0)]
    [InlineData(ScalarType.Float32, 300, 513, 0, 0)]
    [InlineData(ScalarType.BFloat16, 30, 96, 0, 0)]
    [InlineData(ScalarType.Float32, 300, 513, 0.1, 0)]
    [InlineData(ScalarType.Float32, 300, 513, 0, 1e-2)]
    [InlineData(ScalarType.BFloat16, 30, 101, 0.2, 1e-2)]
    public void Cross_entropy_equals_the_composition(ScalarType type, int rows, int vocabulary, double smoothing, double z)
    {
        using var scope = NewDisposeScope();
        var logits = Random([rows, vocabulary], type) * 4;
        var targets = randint(vocabulary, [rows], dtype: ScalarType.Int64);
        targets[1] = CrossEntropy.Ignored;
        var (ours, theirs) = (logits.clone(), logits.clone());

        var shape = new LossShape(smoothing, z);
        var loss = Runtime.Kernels.For(ours).CrossEntropy(ours, targets, 0.5, wantsGradient: true, shape);
        var expected = ComposedKernels.Instance.CrossEntropy(theirs, targets, 0.5, wantsGradient: true, shape);

        Assert.Equal(expected, loss, Math.Abs(expected) * 1e-5);
        Near(type, theirs, ours);
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    public void Rows_of_frequent_tokens_are_summed(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var sum = Random([11, 20], type);
        var ids = randint(11, [90], dtype: ScalarType.Int64);
        var rows = Random([90, 20], type);
        var expected = sum.to(ScalarType.Float32).index_add(0, ids, rows.to(ScalarType.Float32), 1);

        Runtime.Kernels.For(sum).AddRows(sum, ids, rows);

        Near(type, expected, sum);
    }

    [Theory]
    [InlineData(ScalarType.Float32, 1, 33, 50)]
    [InlineData(ScalarType.Float32, 3, 640, 257)]
    [InlineData(ScalarType.BFloat16, 2, 96, 130)]
    public void Products_of_few_rows_equal_the_composition(ScalarType type, int rows, int size, int outputs)
    {
        using var scope = NewDisposeScope();
        var (x, weight, bias) = (Random([rows, 1, size], type), Random([outputs, size], type) / Math.Sqrt(size), Random([outputs], type));

        var y = Runtime.Kernels.For(x).Linear(x, weight, bias);

        Near(type, x.to(ScalarType.Float32).matmul(weight.to(ScalarType.Float32).t()) + bias.to(ScalarType.Float32), y);
    }

    [Theory]
    [InlineData(24, 64, 256)]       // whole tiles
    [InlineData(37, 45, 50)]        // edges everywhere
    [InlineData(5, 3, 1)]
    [InlineData(250, 1100, 600)]    // several blocks in every direction
    public void Products_equal_torchs(int m, int n, int k)
    {
        foreach (var (left, right, adds) in new[] { (false, false, false), (true, false, true), (false, true, false), (true, true, true) })
        {
            using var scope = NewDisposeScope();
            var (a, b, target) = (Random(left ? [k, m] : [m, k], ScalarType.Float32), Random(right ? [n, k] : [k, n], ScalarType.Float32), Random([m, n], ScalarType.Float32));
            var expected = (left ? a.t() : a).matmul(right ? b.t() : b) + (adds ? target : zeros_like(target));

            Runtime.Kernels.For(target).Multiply(target, a, left, b, right, adds);

            Assert.InRange((expected - target).abs().max().item<float>(), 0, 1e-5f * MathF.Sqrt(k));
        }
    }

    private Tensor Random(long[] shape, ScalarType type) => randn(shape, ScalarType.Float32, generator: _generator).to(type);

    /// <summary>Runs a function on both implementations, forward and backward, with a random gradient of its output.</summary>
    private void Same(ScalarType type, Tensor input, Parameter[] parameters, Func<Tensor, Tensor> function)
    {
        Tensor? gradient = null;
        var ours = Run(composed: false);
        var theirs = Run(composed: true);

        for (var i = 0; i < ours.Count; i++)
            Near(type, theirs[i], ours[i]);

        List<Tensor> Run(bool composed)
        {
            Runtime.Kernels.AreComposed = composed;
            try
            {
                foreach (var parameter in parameters)
                    parameter.grad = null;
                var leaf = input.detach().clone().requires_grad_();
                using (no_grad())
                {
                    using var alone = function(leaf);
                    Assert.False(alone.requires_grad);
                }
                var output = function(leaf);
                gradient ??= Random(output.shape, type);
                Backpropagation.Run((output * gradient).sum());
                return [output.detach(), leaf.grad!, .. parameters.Select(parameter => parameter.grad!.clone())];
            }
            finally
            {
                Runtime.Kernels.AreComposed = false;
            }
        }
    }

    /// <summary>Near relative to the largest number: an element may be a sum of large ones that cancel, and comes out as rounded as those.</summary>
    private static void Near(ScalarType type, Tensor expected, Tensor got)
    {
        var tolerance = type == ScalarType.BFloat16 ? 0.01f : 2e-6f;
        var (a, b) = (expected.to(ScalarType.Float32), got.to(ScalarType.Float32));
        var difference = ((a - b).abs().max() / a.abs().max().clamp_min(1)).item<float>();
        Assert.True(difference <= tolerance, $"largest difference {difference}, allowed {tolerance}");
    }
}
