namespace Llm.Gen.Packages.Tests;

/// <summary>The tests that share one making of the packages.</summary>
[CollectionDefinition(Name)]
public sealed class PackageCollection : ICollectionFixture<PackageFeed>
{
    /// <summary>How test classes ask for it.</summary>
    public const string Name = "Packages";
}
