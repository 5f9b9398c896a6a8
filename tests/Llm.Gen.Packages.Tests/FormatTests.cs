using Llm.Gen.Tests;

namespace Llm.Gen.Packages.Tests;

/// <summary>The sources are as <c>dotnet format</c> leaves them.</summary>
[Collection(PackageCollection.Name)]
public sealed class FormatTests
{
    [Fact]
    public void The_formatter_finds_nothing_to_change() =>
        DotNet.Run("dotnet", Repository.Root, ["format", "Llm.Gen.sln", "--verify-no-changes", "--no-restore"]);
}
