namespace Llm.Gen.Generators.Configuration;

/// <summary>The path of a configuration as a declaration names it.</summary>
/// <param name="Text">The path as it is written.</param>
/// <param name="Wanted">What a file's path has to end with, segment by segment; the whole path where it is known.</param>
/// <param name="IsWhole">Whether it is the whole path.</param>
public sealed record ConfigPath(string Text, string Wanted, bool IsWhole)
{
    /// <summary>Reads a path.</summary>
    /// <param name="text">The path as it is written.</param>
    /// <param name="source">The path of the source file, from which one that begins with a dot counts.</param>
    public static ConfigPath Of(string text, string source)
    {
        var plain = text.Replace('\\', '/');
        if (!plain.StartsWith("./", StringComparison.Ordinal) && !plain.StartsWith("../", StringComparison.Ordinal))
            return new(text, plain, IsWhole: false);

        var folder = source.Replace('\\', '/');
        return new(text, Collapse(folder.Substring(0, folder.LastIndexOf('/') + 1) + plain), IsWhole: true);
    }

    /// <summary>Whether a file is the one that is named.</summary>
    public bool Fits(string file)
    {
        var path = Collapse(file.Replace('\\', '/'));
        return path == Wanted || (!IsWhole && Wanted.Length > 0 && path.EndsWith("/" + Wanted, StringComparison.Ordinal));
    }

    /// <summary>Takes "." and ".." out of a path.</summary>
    private static string Collapse(string path)
    {
        var kept = new List<string>();
        foreach (var segment in path.Split('/'))
        {
            if (segment == ".." && kept.Count > 0 && kept[kept.Count - 1] is not ("" or ".."))
                kept.RemoveAt(kept.Count - 1);
            else if (segment != ".")
                kept.Add(segment);
        }

        return string.Join("/", kept);
    }
}
