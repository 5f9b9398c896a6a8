using Llm.Gen.Runtime;
using Llm.Gen.Runtime.Formats;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Training.Tests;

public sealed class AdamWTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_step_is_the_references(bool isComposed)
    {
        var compared = 0;
        foreach (var fixture in TrainingCases.Of("optim", c => (string?)c["optimizer"] == "adamw" && (bool?)c["hyper"]!["amsgrad"] != true))
        {
            using var inputs = fixture.Open("inputs.safetensors");
            using var expected = fixture.Open("expected.safetensors");
            var hyper = fixture.Json["hyper"]!;
            foreach (var name in fixture.Json["parameters"]!.AsArray().Select(p => (string)p!))
            {
                var initial = Find(inputs, name + ".init");
                var weight = Weight(name, initial.ToFloats(), [.. initial.Shape], WeightRole.Matrix);
                using var gradients = new GradientSet([weight]);
                using var optimizer = new AdamW(gradients, Options((double)hyper["betas"]![0]!, (double)hyper["betas"]![1]!, (double)hyper["eps"]!, (double)hyper["weight_decay"]!), isComposed);
                var (all, values) = (Find(inputs, name + ".grads").ToFloats().Chunk((int)gradients.Count).ToArray(), Find(expected, name + ".values").ToFloats().Chunk((int)gradients.Count).ToArray());

                for (var step = 0; step < all.Length; step++, compared++)
                {
                    Set(gradients, all[step]);
                    optimizer.Step((double)hyper["lr"]!);
                    Agreement.Check($"{fixture} {name} step {step}", Floats(weight.Parameter), values[step], 2e-6);
                }
                Agreement.Check($"{fixture} {name} mean", Floats(optimizer.Mean), Find(expected, name + ".state.exp_avg").ToFloats(), 2e-6);
                Agreement.Check($"{fixture} {name} square", Floats(optimizer.Square), Find(expected, name + ".state.exp_avg_sq").ToFloats(), 2e-6);
            }
        }
        Assert.NotEqual(0, compared);
    }

    [Fact]
    public void Decay_pulls_matrices_alone()
    {
        var (matrix, gain) = (Weight("matrix", Ones(100), [10, 10], WeightRole.Matrix), Weight("gain", Ones(100), [100], WeightRole.Gain));
        using var gradients = new GradientSet([gain, matrix]);
        using var optimizer = new AdamW(gradients, Options(0.9, 0.95, 1e-8, 0.5));

        optimizer.Step(0.1);

        Assert.All(Floats(matrix.Parameter), w => Assert.Equal(0.95f, w));
        Assert.All(Floats(gain.Parameter), w => Assert.Equal(1f, w));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_norm_is_that_of_all_gradients_and_a_step_empties_them(bool isComposed)
    {
        var random = new Random(1);
        var values = Enumerable.Range(0, 40_003).Select(_ => (float)random.NextDouble() - 0.5f).ToArray();
        using var gradients = new GradientSet([Weight("a", Ones(40_000), [200, 200], WeightRole.Matrix), Weight("b", Ones(3), [3], WeightRole.Bias)]);
        using var optimizer = new AdamW(gradients, new AdamWOptions(), isComposed);
        Set(gradients, values);

        var norm = optimizer.GradientNorm();
        optimizer.Step(0.1);

        Agreement.Check("norm", norm, Math.Sqrt(values.Sum(v => (double)v * v)), 1e-6);
        Assert.All(gradients.Gradients.SelectMany(Floats), g => Assert.Equal(0f, g));
    }

    [Fact]
    public void The_factor_of_clipping_equals_scaled_gradients()
    {
        var random = new Random(2);
        var values = Enumerable.Range(0, 1_000).Select(_ => (float)random.NextDouble() - 0.5f).ToArray();
        var results = new List<float[]>();
        foreach (var isFactor in new[] { false, true })
        {
            var weight = Weight("a", Ones(1_000), [1_000], WeightRole.Matrix);
            using var gradients = new GradientSet([weight]);
            using var optimizer = new AdamW(gradients, new AdamWOptions());
            Set(gradients, isFactor ? values : [.. values.Select(v => v * 0.3f)]);

            optimizer.Step(0.1, isFactor ? 0.3f : 1);

            results.Add(Floats(weight.Parameter));
        }
        Assert.Equal(results[0], results[1]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Masters_keep_what_bfloat16_weights_lose(bool isComposed)
    {
        var weight = Weight("a", Ones(2_000), [2_000], WeightRole.Gain, ScalarType.BFloat16);
        using var gradients = new GradientSet([weight]);
        using var optimizer = new AdamW(gradients, new AdamWOptions(), isComposed);

        for (var step = 0; step < 100; step++)
        {
            gradients.Gradients[0].fill_(1);
            optimizer.Step(1e-4);           // far below the spacing of bfloat16 at 1
        }

        Assert.All(Floats(optimizer.Master!), w => Assert.Equal(0.99f, w, 4));
        Assert.All(Floats(weight.Parameter), w => Assert.Equal(0.9883f, w, 3));
    }

    [Theory]
    [InlineData(ScalarType.Float32, false)]
    [InlineData(ScalarType.BFloat16, false)]
    [InlineData(ScalarType.BFloat16, true)]
    public void Micro_batches_add_up_in_float32(ScalarType type, bool isComposed)
    {
        using var gradients = new GradientSet([Weight("a", Ones(2_000), [2_000], WeightRole.Gain, type)]);
        using var optimizer = new AdamW(gradients, new AdamWOptions(), isComposed);

        foreach (var part in new[] { 1f, 1f / 256, 1f / 256 })      // bfloat16 would lose the small ones
        {
            gradients.Gradients[0].add_(part);
            optimizer.Accumulate();
        }

        Agreement.Check("norm", optimizer.GradientNorm(), (1 + (2f / 256)) * Math.Sqrt(2_000), 1e-6);
    }

    [Fact]
    public void Backward_goes_on_adding_into_the_gradients_that_the_set_holds()
    {
        var weight = Weight("a", [1, 2], [2], WeightRole.Gain);
        using var gradients = new GradientSet([weight]);

        Assert.Equal([0f, 0f], Floats(gradients.Gradients[0]));
        for (var i = 0; i < 2; i++)
            (weight.Parameter * tensor(new[] { 3f, 5f })).sum().backward();

        Assert.Equal([6f, 10f], Floats(gradients.Gradients[0]));
    }

    [Fact]
    public void Wrong_constants_are_all_named()
    {
        using var gradients = new GradientSet([Weight("a", [1], [1], WeightRole.Gain)]);

        var error = Assert.Throws<ArgumentException>(() => new AdamW(gradients, Options(1, -1, 0, double.NaN)));

        foreach (var named in new[] { "Beta1 is 1", "Beta2 is -1", "Epsilon is 0", "WeightDecay is NaN" })
            Assert.Contains(named, error.Message);
    }

    private static AdamWOptions Options(double beta1, double beta2, double epsilon, double decay) =>
        new() { Beta1 = beta1, Beta2 = beta2, Epsilon = epsilon, WeightDecay = decay };

    private static StoredTensor Find(SafetensorsFile file, string name) =>
        file.TryFind(name, out var tensor) ? tensor : throw new KeyNotFoundException($"{file.Path} has no {name}");

    private static StoredWeight Weight(string name, float[] values, long[] shape, WeightRole role, ScalarType type = ScalarType.Float32) =>
        new(name, new Parameter(tensor(values).reshape(shape).to(type)), shape, role);

    private static float[] Ones(int count) => [.. Enumerable.Repeat(1f, count)];

    private static void Set(GradientSet gradients, float[] values)
    {
        foreach (var (slice, gradient) in gradients.Slices.Zip(gradients.Gradients))
            gradient.copy_(tensor(values[(int)slice.Start..(int)(slice.Start + slice.Count)]).reshape(gradient.shape));
    }

    private static float[] Floats(Tensor tensor) => tensor.detach().to(ScalarType.Float32).reshape(-1).data<float>().ToArray();
}
