using Llm.Gen.Tests;

namespace Llm.Gen.Packages.Tests;

/// <summary>A project far from this repository, which knows the packages alone. Nothing is downloaded for it.</summary>
internal sealed class Consumer : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _name;

    /// <summary>A console project of some files, with references to packages of ours; in F# where its files are.</summary>
    public Consumer(string name, PackageFeed feed, string[] packages, params (string Name, string Text)[] files)
    {
        _name = name;
        var references = packages.Select(id => $"""<PackageReference Include="{id}" Version="{feed.Version}" />""").Append(PackageFeed.LibtorchReference);
        var compiled = files.Where(file => file.Name.EndsWith(".fs", StringComparison.Ordinal)).Select(file => $"""<Compile Include="{file.Name}" />""").ToArray();
        Project = compiled.Length > 0 ? $"{name}.fsproj" : $"{name}.csproj";
        Write("nuget.config", Sources(feed));
        Write(Project, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <NoWarn>$(NoWarn);NU1603</NoWarn> <!-- the machine may have the next patch of what TorchSharp asks for -->
              </PropertyGroup>
              <ItemGroup>
                {string.Concat(references)}{string.Concat(compiled)}
              </ItemGroup>
            </Project>
            """);
        foreach (var (file, text) in files)
            Write(file, text);
    }

    public string Folder => _folder.Path;

    /// <summary>The project's file.</summary>
    public string Project { get; }

    /// <summary>Adds to the project's file.</summary>
    public Consumer With(string part)
    {
        Write(Project, Read(Project).Replace("</Project>", part + "</Project>"));
        return this;
    }

    /// <summary>A nuget.config that has no other source than the feed, and what the machine has already.</summary>
    public static string Sources(PackageFeed feed) => $"""
        <configuration>
          <packageSources><clear /><add key="packages" value="{feed.Folder}" /></packageSources>
          <fallbackPackageFolders><clear /><add key="machine" value="{PackageFeed.MachineCache}" /></fallbackPackageFolders>
        </configuration>
        """;

    /// <summary>Builds; fails on the least warning.</summary>
    public void Build() => Assert.Matches(@"\b0 Warning\(s\)", Say("build", "-c", "Release", "-v", "m"));

    /// <summary>Builds what cannot be built.</summary>
    /// <returns>What the build said.</returns>
    public string Fail() => Assert.ThrowsAny<Xunit.Sdk.XunitException>(Build).Message;

    /// <summary>Runs the SDK's command line beside the project.</summary>
    /// <returns>What it said.</returns>
    public string Say(params string[] arguments) => DotNet.Run(Folder, arguments, _folder.File("installed"));

    /// <summary>Runs what was built.</summary>
    /// <returns>Its lines.</returns>
    public string[] Run(params string[] arguments) =>
        DotNet.Run(Path.Combine(Folder, "bin", "Release", "net10.0", _name), Folder, arguments).TrimEnd().Split('\n');

    public void Dispose() => _folder.Dispose();

    public string Read(string name) => File.ReadAllText(_folder.File(name));

    public void Write(string name, string text) => File.WriteAllText(_folder.File(name), text);
}
