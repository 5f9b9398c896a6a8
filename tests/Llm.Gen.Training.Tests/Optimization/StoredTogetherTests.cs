using Llm.Gen.Compilation;
using Llm.Gen.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Training.Tests;

/// <summary>Optimizers that look at a matrix as a whole give the same weights however matrices are stored.</summary>
public sealed class StoredTogetherTests
{
    private static readonly int[] _rows = [24, 8, 8];

    [Theory]
    [InlineData(OptimizerName.Muon, false, ScalarType.Float32)]
    [InlineData(OptimizerName.Muon, false, ScalarType.BFloat16)]
    [InlineData(OptimizerName.Muon, true, ScalarType.Float32)]
    [InlineData(OptimizerName.Adafactor, false, ScalarType.Float32)]
    [InlineData(OptimizerName.Adafactor, false, ScalarType.BFloat16)]
    [InlineData(OptimizerName.Adafactor, true, ScalarType.Float32)]
    public void Packed_queries_keys_and_values_get_the_weights_of_separate_ones(OptimizerName name, bool isComposed, ScalarType type)
    {
        random.manual_seed(5);
        var (matrix, bias) = (randn(40, 32).to(type), randn(40).to(type));
        var parts = _rows.Zip(new[] { 0, 24, 32 }, (count, first) => (count, first)).ToArray();
        var separate = parts.SelectMany(part => new[]
        {
            Weight($"layers.0.{part.first}.weight", matrix.narrow(0, part.first, part.count), WeightRole.Matrix),
            Weight($"layers.0.{part.first}.bias", bias.narrow(0, part.first, part.count), WeightRole.Bias),
        }).ToArray();
        StoredWeight[] together = [Weight("layers.0.qkv.weight", matrix, WeightRole.Matrix) with { Parts = _rows }, Weight("layers.0.qkv.bias", bias, WeightRole.Bias) with { Parts = _rows }];
        using var apart = new GradientSet(separate);
        using var packed = new GradientSet(together);
        using var first = new Optimizer(apart, new() { Name = name }, DecayedWeights.Matrices, null, isComposed);
        using var second = new Optimizer(packed, new() { Name = name }, DecayedWeights.Matrices, null, isComposed);

        for (var step = 0; step < 4; step++)
        {
            var (matrixGradient, biasGradient) = (randn(40, 32).to(type), randn(40).to(type));
            packed.Gradients[0].copy_(matrixGradient);
            packed.Gradients[1].copy_(biasGradient);
            foreach (var (slice, gradient) in apart.Slices.Zip(apart.Gradients))
            {
                var from = int.Parse(slice.Weight.Name.Split('.')[2]);
                gradient.copy_((slice.IsMatrix ? matrixGradient : biasGradient).narrow(0, from, slice.Shape[0]));
            }
            first.Step(0.01);
            second.Step(0.01);
        }

        var all = separate.Where(w => w.Role == WeightRole.Matrix).SelectMany(w => Floats(w.Parameter)).ToArray();
        Assert.Equal(all, Floats(together[0].Parameter));
        Assert.Equal(separate.Where(w => w.Role == WeightRole.Bias).SelectMany(w => Floats(w.Parameter)), Floats(together[1].Parameter));
        Assert.NotEqual(all, Floats(matrix));
    }

    [Fact]
    public void Families_say_which_matrices_they_store_as_one()
    {
        var compared = 0;
        foreach (var fixture in TrainingCases.Of("grads", _ => true))
        {
            using var model = ModelCompiler.Default.LoadModel(fixture.ModelFolder);
            foreach (var weight in model.Weights())
            {
                var isPacked = weight.Name.Contains(".c_attn.", StringComparison.Ordinal);
                Assert.Equal(isPacked ? [.. Enumerable.Repeat((int)weight.Parameter.shape[0] / 3, 3)] : null, weight.Parts);
                compared += isPacked ? 1 : 0;
            }
        }
        Assert.NotEqual(0, compared);
    }

    [Theory]
    [InlineData(OptimizerName.Muon)]
    [InlineData(OptimizerName.Adafactor)]
    public void Stacked_experts_get_the_weights_of_separate_ones(OptimizerName name)
    {
        random.manual_seed(6);
        var all = randn(3, 12, 20);
        var separate = Enumerable.Range(0, 3).Select(i => Weight($"layers.0.experts.{i}", all[i], WeightRole.Matrix)).ToArray();
        var together = Weight("layers.0.experts", all, WeightRole.Matrix);
        using var apart = new GradientSet(separate);
        using var packed = new GradientSet([together]);
        using var first = new Optimizer(apart, new() { Name = name });
        using var second = new Optimizer(packed, new() { Name = name });

        var gradient = randn(3, 12, 20);
        packed.Gradients[0].copy_(gradient);
        for (var i = 0; i < 3; i++)
            apart.Gradients[i].copy_(gradient[i]);
        first.Step(0.01);
        second.Step(0.01);

        Assert.Equal(separate.SelectMany(w => Floats(w.Parameter)), Floats(together.Parameter));
    }

    private static float[] Floats(Tensor tensor) => tensor.detach().to(ScalarType.Float32).reshape(-1).data<float>().ToArray();

    private static StoredWeight Weight(string name, Tensor values, WeightRole role) => new(name, new Parameter(values.clone()), values.shape, role);
}
