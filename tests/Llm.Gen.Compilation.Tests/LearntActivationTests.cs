using Llm.Gen.Architectures;
using Llm.Gen.Runtime;
using Llm.Gen.Runtime.Formats;
using Llm.Gen.Tests;
using static TorchSharp.torch;

namespace Llm.Gen.Compilation.Tests;

/// <summary>An activation that learns: declared, built, trained, saved and loaded.</summary>
public sealed class LearntActivationTests : IDisposable
{
    private const int LayerCount = 2, Inner = 24;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Its_numbers_are_counted_trained_and_stored_beside_the_projections()
    {
        var architecture = Build(MlpActivation.Xielu);
        var compiler = new ModelCompiler(_folder.File("cache"));
        using var scope = NewDisposeScope();
        using var model = compiler.Compile(architecture).CreateModel();

        using (var pass = new Pass())
            Backpropagation.Run(CrossEntropy.Mean(model, model.Hidden(Tokens(0), pass), Tokens(1)));
        var learnt = model.Weights().Where(weight => weight.Role == WeightRole.Coefficient).ToList();
        model.Save(_folder.File("saved"));

        Assert.Equal(new ArchitectureFacts(Build(MlpActivation.Silu)).Parameters + 2 * LayerCount, new ArchitectureFacts(architecture).Parameters);
        Assert.Equal(["model.layers.0.mlp.act_fn.alpha_p", "model.layers.0.mlp.act_fn.alpha_n", "model.layers.1.mlp.act_fn.alpha_p", "model.layers.1.mlp.act_fn.alpha_n"], learnt.Select(weight => weight.Name));
        Assert.All(learnt, weight => Assert.NotEqual(0, weight.Parameter.grad!.item<float>()));
        using var stored = CheckpointFolder.Open(_folder.File("saved"));
        Assert.All(learnt, weight => Assert.True(stored.TryFind(weight.Name, out _)));
        using var again = compiler.LoadModel(_folder.File("saved"));
        using var evaluation = no_grad();
        Assert.Equal(Logits(model), Logits(again));
    }

    [Fact]
    public void Its_name_stands_in_the_configuration()
    {
        var config = new ModelConfig { Architecture = Build(MlpActivation.Xielu) };

        Assert.Contains("\"activation\": \"xielu\"", config.ToJson(), StringComparison.Ordinal);
        Assert.Equal(config, ModelConfig.Parse(config.ToJson()));
    }

    public void Dispose() => _folder.Dispose();

    private static Architecture Build(MlpActivation activation) =>
        new DecoderBuilder { Layers = LayerCount, Hidden = 16, Vocab = 32, Positions = 64 }.Mha(2).Mlp(Inner, activation).RmsNorm(1e-5).Rope(10_000).Build();

    private static Tensor Tokens(int from) => tensor([.. Enumerable.Range(from, 8).Select(i => (long)(7 * i % 32))]).unsqueeze(0);

    private static float[] Logits(CausalModel model)
    {
        using var pass = new Pass();
        return model.forward(Tokens(0), pass).data<float>().ToArray();
    }
}
