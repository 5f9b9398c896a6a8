using System.Text.Json.Nodes;
using Llm.Gen.Runtime;
using Llm.Gen.Runtime.Formats;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Training.Tests;

/// <summary>Every optimizer against golden values: weights after each step, and what is remembered after the last.</summary>
public sealed class OptimizerReferenceTests
{
    private const double Tolerance = 2e-6;
    private const string Float32Iterations = "f32_newton_schulz.";

    // The reference's names of what an optimizer remembers, and ours.
    private static readonly (string Theirs, string Ours)[] _states =
    [
        ("exp_avg", "mean"), ("exp_avg_sq", "square"), ("max_exp_avg_sq", "largest_square"), ("momentum_buffer", "moment"),
        ("row_var", "row_square"), ("col_var", "column_square"), ("variance", "square"),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_step_is_the_references(bool isComposed)
    {
        var compared = 0;
        foreach (var fixture in TrainingCases.Of("optim", _ => true))
        {
            using var inputs = fixture.Open("inputs.safetensors");
            using var expected = fixture.Open("expected.safetensors");
            foreach (var name in fixture.Json["parameters"]!.AsArray().Select(p => (string)p!))
            {
                foreach (var (prefix, precision) in Precisions(fixture.Json))
                    compared += Compare($"{fixture} {prefix}{name}", inputs, expected, name, prefix, OptionsOf(fixture.Json, precision), (double)fixture.Json["hyper"]!["lr"]!, isComposed);
            }
        }
        Assert.NotEqual(0, compared);
    }

    private static int Compare(string what, SafetensorsFile inputs, SafetensorsFile expected, string name, string prefix, OptimizerOptions options, double rate, bool isComposed)
    {
        var initial = Find(inputs, name + ".init");
        long[] shape = [.. initial.Shape];
        var weight = new StoredWeight($"layers.0.{name}", new Parameter(tensor(initial.ToFloats()).reshape(shape)), shape, WeightRole.Matrix);
        using var gradients = new GradientSet([weight]);
        using var optimizer = new Optimizer(gradients, options, DecayedWeights.All, null, isComposed);
        var count = (int)gradients.Count;
        var (all, values) = (Find(inputs, name + ".grads").ToFloats().Chunk(count).ToArray(), Find(expected, prefix + name + ".values").ToFloats().Chunk(count).ToArray());

        for (var step = 0; step < all.Length; step++)
        {
            gradients.Gradients[0].copy_(tensor(all[step]).reshape(shape));
            optimizer.Step(rate);
            var tolerance = options.NewtonSchulzPrecision == Precision.BFloat16 ? 2e-2 * rate : Tolerance;
            Agreement.Check($"{what} step {step}", Floats(weight.Parameter), values[step], tolerance);
            Assert.All(Floats(gradients.Gradients[0]), g => Assert.Equal(0f, g));
        }
        foreach (var (theirs, ours) in _states)
        {
            if (expected.TryFind($"{prefix}{name}.state.{theirs}", out var state))
                Agreement.Check($"{what} {theirs}", Floats(optimizer.States.Single(s => s.Name == $"{ours}.{weight.Name}").Values), state.ToFloats(), Tolerance);
        }
        return all.Length;
    }

    /// <summary>Muon's iterations are given in bfloat16 and in float32.</summary>
    private static (string Prefix, Precision? Precision)[] Precisions(JsonNode fixture) => (string?)fixture["optimizer"] == "muon"
        ? [("", Precision.BFloat16), (Float32Iterations, Precision.Float32)]
        : [("", null)];

    private static OptimizerOptions OptionsOf(JsonNode fixture, Precision? precision)
    {
        var hyper = fixture["hyper"]!;
        var name = (string)fixture["optimizer"]!;
        return new()
        {
            Name = name switch
            {
                "adamw" or "adam" => OptimizerName.AdamW,
                "lion" => OptimizerName.Lion,
                "adafactor" => OptimizerName.Adafactor,
                "muon" => OptimizerName.Muon,
                "sgd" => OptimizerName.Sgd,
                _ => throw new InvalidDataException($"the fixtures have an optimizer {name} that this test does not know."),
            },
            Beta1 = (double?)hyper["betas"]?[0],
            Beta2 = (double?)hyper["betas"]?[1],
            Epsilon = name == "adafactor" ? (double?)hyper["eps"]![0] : (double?)hyper["eps"],
            WeightDecay = (double?)hyper["weight_decay"],
            Amsgrad = (bool?)hyper["amsgrad"],
            CoupledDecay = name == "adam" ? true : null,
            Momentum = (double?)hyper["momentum"],
            Nesterov = (bool?)hyper["nesterov"],
            NewtonSchulzSteps = (int?)hyper["ns_steps"],
            NewtonSchulzPrecision = precision,
            MatchesAdam = (string?)hyper["adjust_lr_fn"] is { } ratio ? ratio == "match_rms_adamw" : null,
            SquareDecay = (double?)hyper["beta2_decay"],
            LeastScale = name == "adafactor" ? (double?)hyper["eps"]![1] : null,
            UpdateClip = (double?)hyper["d"],
        };
    }

    private static StoredTensor Find(SafetensorsFile file, string name) =>
        file.TryFind(name, out var tensor) ? tensor : throw new KeyNotFoundException($"{file.Path} has no {name}");

    private static float[] Floats(Tensor tensor) => tensor.detach().to(ScalarType.Float32).reshape(-1).data<float>().ToArray();
}
