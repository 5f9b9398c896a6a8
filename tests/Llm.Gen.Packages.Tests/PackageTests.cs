using Llm.Gen.Tests;

namespace Llm.Gen.Packages.Tests;

/// <summary>What is in the packages, and what they say of themselves.</summary>
[Collection(PackageCollection.Name)]
public sealed class PackageTests(PackageFeed feed)
{
    [Fact]
    public void There_is_one_package_for_each_thing_that_a_user_adds()
    {
        string[] expected =
        [
            "Llm.Gen", "Llm.Gen.Cli", "Llm.Gen.Compilation", "Llm.Gen.Data", "Llm.Gen.FSharp", "Llm.Gen.Generation",
            .. PackageFeed.HasMlTokenizers ? ["Llm.Gen.MLTokenizers"] : Array.Empty<string>(), "Llm.Gen.Tokenization", "Llm.Gen.Training",
            .. PackageFeed.Stack == "System" ? ["TorchSharp.System"] : Array.Empty<string>(),
        ];

        Assert.Equal(expected, feed.Packages.Select(package => package.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_says_what_it_is_for_and_under_which_license()
    {
        Assert.All(feed.Packages, package =>
        {
            Assert.Equal("MIT", package["license"]);
            Assert.Equal("README.md", package["readme"]);
            Assert.Contains("README.md", package.Files);
            Assert.True(package["description"].Length > 40, $"{package.Id}: {package["description"]}");
            Assert.NotEqual("", package["tags"]);
        });
    }

    [Fact]
    public void What_is_made_for_the_libtorch_of_this_machine_is_marked_so() =>
        Assert.All(feed.Packages, package => Assert.Equal(PackageFeed.Stack == "System", package.Version.EndsWith("-system", StringComparison.Ordinal)));

    [Fact]
    public void None_brings_libtorch_along()
    {
        Assert.All(feed.Packages, package =>
        {
            Assert.DoesNotContain(package.Dependencies, dependency => dependency.Id.Contains("libtorch", StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(package.Dependencies, dependency => dependency.Id is "TorchSharp-cpu" or "TorchSharp-cuda-linux" or "TorchSharp-cuda-windows");
            Assert.DoesNotContain(package.Files, file => Path.GetFileName(file).StartsWith("libtorch", StringComparison.Ordinal));
        });
    }

    [Fact]
    public void What_a_package_needs_of_ours_is_a_package_of_the_same_version()
    {
        var ours = feed.Packages.Select(package => (package.Id, package.Version)).ToHashSet();

        Assert.All(feed.Packages, package => Assert.All(
            package.Dependencies.Where(dependency => dependency.Id.StartsWith("Llm.Gen", StringComparison.Ordinal) || dependency.Id == "TorchSharp.System"),
            dependency => Assert.Contains(dependency, ours)));
    }

    [Fact]
    public void The_core_package_has_the_attributes_the_runtime_and_what_the_compiler_loads()
    {
        var files = feed.Packages.Single(package => package.Id == "Llm.Gen").Files.Where(file => file.EndsWith(".dll", StringComparison.Ordinal));

        Assert.Equal(
            [
                "analyzers/dotnet/cs/Llm.Gen.Analyzers.dll", "analyzers/dotnet/cs/Llm.Gen.CodeFixes.dll", "analyzers/dotnet/cs/Llm.Gen.Generators.dll",
                "lib/net10.0/Llm.Gen.Architecture.dll", "lib/net10.0/Llm.Gen.Runtime.dll",
            ],
            files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Packed_again_they_are_the_same_byte_for_byte()
    {
        using var again = new TemporaryFolder();

        PackageFeed.Pack(again.Path);

        Assert.All(Directory.GetFiles(feed.Folder, "*.nupkg"), path =>
            Assert.True(File.ReadAllBytes(path).AsSpan().SequenceEqual(File.ReadAllBytes(again.File(Path.GetFileName(path)))), Path.GetFileName(path)));
    }
}
