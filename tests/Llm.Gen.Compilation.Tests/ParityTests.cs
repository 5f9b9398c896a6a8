using Llm.Gen.Architectures;
using Llm.Gen.Runtime;
using Llm.Gen.Tests;

namespace Llm.Gen.Compilation.Tests;

/// <summary>Every case whose architecture is supported computes what its reference computed: as published, in the newer spelling of its configuration, and saved by us.</summary>
public sealed class ParityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Models()
    {
        var models = new TheoryData<string>();
        foreach (var folder in Fixtures.Folders("models"))
        {
            if (ModelConfig.TryParse(File.ReadAllText(Path.Combine(folder, "config.json")), out _) is not null)
                models.Add(Path.GetFileName(folder));
        }

        return models;
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_case_is_what_its_reference_computed_in_both_spellings_and_saved_again(string name)
    {
        var published = Fixtures.Find($"models/{name}");
        var (newer, saved) = (_folder.File("newer"), _folder.File("saved"));
        Copy(published, newer);
        File.Move(Path.Combine(newer, "config.v5.json"), Path.Combine(newer, "config.json"), overwrite: true);
        var architecture = ModelConfig.Parse(File.ReadAllText(Path.Combine(published, "config.json"))).Architecture;
        var factory = new ModelCompiler(_folder.File("cache")).Compile(architecture);
        using (var model = factory.LoadModel(newer))
        {
            Assert.Equal(
                architecture.Weights().Select(weight => $"{weight.Name} [{string.Join(", ", weight.Shape)}]"),
                model.Weights().Select(weight => $"{weight.Name} [{string.Join(", ", weight.Shape)}]"));
            model.Save(saved);
        }

        foreach (var folder in new[] { published, newer, saved })
        {
            var report = Verification.Run(factory, folder, expected: published);
            Assert.True(report.Ok, $"{name}, {Path.GetFileName(folder)}: {string.Join("; ", report.Differences.Take(3))}");
        }
    }

    public void Dispose() => _folder.Dispose();

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
