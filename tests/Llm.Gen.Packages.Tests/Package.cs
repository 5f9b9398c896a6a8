using System.IO.Compression;
using System.Xml.Linq;

namespace Llm.Gen.Packages.Tests;

/// <summary>What a package says of itself, and the files in it.</summary>
internal sealed record Package(string Id, string Version, XElement Metadata, IReadOnlyList<string> Files)
{
    /// <summary>Ids and versions of the packages it needs.</summary>
    public IEnumerable<(string Id, string Version)> Dependencies =>
        Metadata.Descendants().Where(element => element.Name.LocalName == "dependency")
            .Select(dependency => (dependency.Attribute("id")!.Value, dependency.Attribute("version")!.Value));

    public static Package Read(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        using var text = archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        var metadata = XDocument.Load(text).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
        return new Package(Value(metadata, "id"), Value(metadata, "version"), metadata, archive.Entries.Select(entry => entry.FullName).ToArray());
    }

    /// <summary>An entry of the metadata, empty where there is none.</summary>
    public string this[string name] => Value(Metadata, name);

    private static string Value(XElement metadata, string name) =>
        metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value ?? "";
}
