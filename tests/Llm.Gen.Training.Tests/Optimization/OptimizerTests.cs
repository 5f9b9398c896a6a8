using Llm.Gen.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Training.Tests;

public sealed class OptimizerTests
{
    [Fact]
    public void Decay_pulls_matrices_alone()
    {
        var (matrix, gain) = (Weight("matrix", Ones(100), [10, 10], WeightRole.Matrix), Weight("gain", Ones(100), [100], WeightRole.Gain));
        using var gradients = new GradientSet([gain, matrix]);
        using var optimizer = Adam(gradients, Options(0.9, 0.95, 1e-8, 0.5));

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
        using var optimizer = Adam(gradients, new(), isComposed);
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
            using var optimizer = Adam(gradients, new());
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
        using var optimizer = Adam(gradients, new(), isComposed);

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
        using var optimizer = Adam(gradients, new(), isComposed);

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

        var error = Assert.Throws<ArgumentException>(() => Adam(gradients, Options(1, -1, 0, double.NaN)));

        foreach (var named in new[] { "Beta1 is 1", "Beta2 is -1", "Epsilon is 0", "WeightDecay is NaN" })
            Assert.Contains(named, error.Message);
    }

    [Fact]
    public void Constants_that_an_optimizer_does_not_have_are_all_named()
    {
        using var gradients = new GradientSet([Weight("a", [1], [1], WeightRole.Gain)]);
        var wrong = new OptimizerOptions { Name = OptimizerName.Lion, Epsilon = 1, Momentum = 0.5, Amsgrad = false, NewtonSchulzSteps = 0, UpdateClip = -1 };

        var error = Assert.Throws<ArgumentException>(() => new Optimizer(gradients, wrong)).Message;

        foreach (var named in new[] { "Epsilon", "Momentum", "Amsgrad", "NewtonSchulzSteps", "UpdateClip" })
            Assert.Contains($"{named} is set, and the optimizer Lion has none", error);
        Assert.Contains("NewtonSchulzSteps is 0", error);
        Assert.Contains("UpdateClip is -1", error);
        Assert.Contains("expected a momentum above 0 to look ahead", Assert.Throws<ArgumentException>(() => new Optimizer(gradients, new() { Name = OptimizerName.Sgd, Nesterov = true })).Message);
    }

    private static Optimizer Adam(GradientSet gradients, OptimizerOptions options, bool isComposed = false) => new(gradients, options, DecayedWeights.Matrices, null, isComposed);

    private static OptimizerOptions Options(double beta1, double beta2, double epsilon, double decay) =>
        new() { Beta1 = beta1, Beta2 = beta2, Epsilon = epsilon, WeightDecay = decay };

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
