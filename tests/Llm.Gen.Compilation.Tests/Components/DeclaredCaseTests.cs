using Llm.Gen.Architectures;
using Llm.Gen.Runtime;
using Llm.Gen.Tests;

namespace Llm.Gen.Compilation.Tests.Components;

/// <summary>Cases that are declared as records are the architectures of their spec.json, and compute what the reference computed.</summary>
public sealed class DeclaredCaseTests : IDisposable
{
    private static readonly (string Config, ModelFactory Factory)[] Declared =
    [
        (VaswaniPostNorm.Config, VaswaniPostNorm.Factory),
        (ShawKeysValues.Config, ShawKeysValues.Factory),
        (RopePartial.Config, RopePartial.Factory),
        (WindowAndSinks.Config, WindowAndSinks.Factory),
        (QkRmsSoftcap.Config, QkRmsSoftcap.Factory),
        (SwitchCapacity.Config, SwitchCapacity.Factory),
        (ExpertsTop2Shared.Config, ExpertsTop2Shared.Factory),
    ];

    private readonly TemporaryFolder _folder = new();

    /// <summary>The cases that are there and that a record declares.</summary>
    public static TheoryData<string> Cases() =>
        [.. Fixtures.Folders("components").Select(folder => Path.GetFileName(folder)).Where(name => Declared.Any(one => NameOf(one.Factory) == Pascal(name)))];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_declared_case_is_what_its_reference_computed(string name)
    {
        var folder = Fixtures.Find($"components/{name}");
        var (config, factory) = Declared.Single(one => NameOf(one.Factory) == Pascal(name));
        var architecture = ModelConfig.Parse(config).Architecture;
        using var reference = new ComponentCase(folder, architecture);
        reference.Store(_folder.Path);

        using var model = factory.LoadModel(_folder.Path);
        reference.CompareForward(model);
        await reference.CompareGreedy(model);

        Assert.Equal(ComponentSpec.Read(folder).Build(), architecture);
        Assert.Empty(reference.Differences);
    }

    public void Dispose() => _folder.Dispose();

    private static string NameOf(ModelFactory factory) => factory.Facts.Name;

    private static string Pascal(string name) => string.Concat(name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
