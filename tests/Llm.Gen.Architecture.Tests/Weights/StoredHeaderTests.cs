using Llm.Gen.Tests;

namespace Llm.Gen.Architectures.Tests;

public sealed class StoredHeaderTests
{
    public static TheoryData<string> Cases() => [.. Fixtures.Folders("models").Select(folder => Path.GetFileName(folder))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_tensors_of_an_architecture_are_those_that_its_checkpoint_stores(string name)
    {
        var folder = Fixtures.Find($"models/{name}");
        var config = ModelConfig.Parse(File.ReadAllText(Path.Combine(folder, "config.json")));

        var derived = config.Architecture.Weights().Select(weight => $"{weight.Name} {string.Join("x", weight.Shape)}").Order(StringComparer.Ordinal);

        Assert.Equal(StoredTensors.In(folder).Order(StringComparer.Ordinal), derived);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_members_that_stored_tensors_fill_are_told_apart(string name)
    {
        var layout = WeightLayout.Of(ModelConfig.Parse(File.ReadAllText(Fixtures.Find($"models/{name}/config.json"))).Architecture);

        foreach (var rows in layout.Layers.Select(group => group.Rows).Append(layout.Before.Concat(layout.After).ToEquatableArray()))
            Assert.Equal(rows.Count, rows.Select(row => row.Member).Distinct().Count());
    }
}
