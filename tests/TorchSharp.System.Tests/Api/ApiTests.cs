using System.Runtime.CompilerServices;

namespace TorchSharp.SystemTests.Api;

/// <summary>
/// The subset has no member that TorchSharp lacks. Subset.txt is the subset under review: set LLM_GEN_ACCEPT=1 to write it anew
/// (with TorchSharp's own list at hand, which alone can tell), and review the change.
/// </summary>
public sealed class ApiTests
{
    [Fact]
    public void The_surface_is_the_one_under_review()
    {
        var surface = Surface.Of(typeof(torch).Assembly).Order(StringComparer.Ordinal).ToArray();
        if (Environment.GetEnvironmentVariable("LLM_GEN_ACCEPT") == "1") File.WriteAllLines(Listed(), surface);

        Assert.Equal(File.ReadAllLines(Listed()), surface);
    }

    [ReferenceFact]
    public void Every_member_is_one_of_TorchSharps()
    {
        var known = ReferenceList.Read(ReferenceFactAttribute.Path!);

        var unknown = Surface.Of(typeof(torch).Assembly).Where(line => !known.Contains(line) && !known.Contains(line.Split(" = ")[0])).ToList();

        Assert.True(unknown.Count == 0, "TorchSharp has no\n" + string.Join('\n', unknown));
    }

    [ReferenceFact]
    public void A_member_that_TorchSharp_lacks_is_found()
    {
        var known = ReferenceList.Read(ReferenceFactAttribute.Path!);

        Assert.Contains("TorchSharp.torch.Tensor :: Tensor narrow(long dim, long start, long length)", known);
        Assert.DoesNotContain("TorchSharp.torch.Tensor :: Tensor narrow(long dim, long begin, long length)", known);
        Assert.DoesNotContain("TorchSharp.torch.Tensor :: Tensor narrow(long dim, long start, int length)", known);
    }

    private static string Listed([CallerFilePath] string source = "") => Path.Combine(Path.GetDirectoryName(source)!, "Subset.txt");
}
