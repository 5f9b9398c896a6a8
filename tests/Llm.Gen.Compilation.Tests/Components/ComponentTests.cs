using Llm.Gen.Architectures;
using Llm.Gen.Tests;

namespace Llm.Gen.Compilation.Tests.Components;

/// <summary>Every component case, built from its spec.json through <see cref="DecoderBuilder"/>, computes what its reference computed.</summary>
public sealed class ComponentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Cases() => [.. Names()];

    public static TheoryData<string> Mixtures() => [.. Names().Where(name => Build(name).Layers[0].FeedForward is MoeSpec)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_case_is_what_its_reference_computed_loaded_and_saved_again(string name)
    {
        var architecture = Build(name);
        var compiler = new ModelCompiler(_folder.File("cache"));
        using var reference = new ComponentCase(Folder(name), architecture);
        reference.Store(_folder.File("stored"));
        using (var model = compiler.Compile(architecture).LoadModel(_folder.File("stored")))
        {
            reference.CompareForward(model);
            await reference.CompareGreedy(model);
            model.Save(_folder.File("saved"));
        }

        using (var model = compiler.LoadModel(_folder.File("saved")))
            reference.CompareForward(model);

        Assert.Empty(reference.Differences);
    }

    [Theory]
    [MemberData(nameof(Mixtures))]
    public void Each_loss_that_layers_add_is_the_references(string name)
    {
        foreach (var (fact, balance, routerZ) in new[] { ("balance_loss", 1.0, 0.0), ("router_z_loss", 0.0, 1.0) })
        {
            var architecture = WithExperts(Build(name), experts => experts with { BalanceCoefficient = balance, RouterZCoefficient = routerZ });
            using var reference = new ComponentCase(Folder(name), architecture);
            reference.Store(_folder.File(fact));

            using var model = new ModelCompiler(_folder.File("cache")).Compile(architecture).LoadModel(_folder.File(fact));
            reference.CompareAddedLoss(model, fact);

            Assert.Empty(reference.Differences);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static string Folder(string name) => Fixtures.Find($"components/{name}");

    private static Architecture Build(string name) => ComponentSpec.Read(Folder(name)).Build();

    private static IEnumerable<string> Names() => Fixtures.Folders("components").Select(folder => Path.GetFileName(folder));

    private static Architecture WithExperts(Architecture architecture, Func<MoeSpec, MoeSpec> change) =>
        architecture with { Layers = architecture.Layers.Select(layer => layer.FeedForward is MoeSpec experts ? layer with { FeedForward = change(experts) } : layer).ToEquatableArray() };
}
