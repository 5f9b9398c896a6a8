using Llm.Gen.Tests;

namespace Llm.Gen.Generators.Tests.Snapshots;

public sealed class SnapshotFileTests
{
    private static readonly string[] Files = Directory.GetFiles(Repository.Find("tests/Llm.Gen.Generators.Tests/Snapshots"), "*.verified.cs");

    [Fact]
    public void A_snapshot_is_short_enough_to_be_read_whole()
    {
        Assert.NotEmpty(Files);
        Assert.All(Files, path => Assert.InRange(File.ReadLines(path).Count(), 1, path.EndsWith(".Model.g.verified.cs", StringComparison.Ordinal) ? 219 : 149));
    }

    [Fact]
    public void No_line_is_wider_than_an_editor()
    {
        Assert.All(Files.SelectMany(File.ReadLines), line => Assert.True(line.Length <= 200, line));
    }

    [Fact]
    public void A_snapshot_has_the_bytes_that_Verify_writes()
    {
        Assert.All(Files, path =>
        {
            var bytes = File.ReadAllBytes(path);
            Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
            Assert.DoesNotContain((byte)'\r', bytes);
            Assert.NotEqual((byte)'\n', bytes[^1]);
        });
    }

    [Fact]
    public void Every_snapshot_belongs_to_a_test()
    {
        var tests = typeof(SnapshotFileTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(), (type, method) => $"{type.Name}.{method.Name}")
            .ToHashSet(StringComparer.Ordinal);

        Assert.All(Files, path => Assert.Contains(Path.GetFileName(path).Split('#')[0], tests));
    }
}
