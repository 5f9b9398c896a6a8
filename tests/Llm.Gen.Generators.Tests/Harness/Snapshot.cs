using System.Runtime.CompilerServices;
using System.Text;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Microsoft.CodeAnalysis;

namespace Llm.Gen.Tests;

/// <summary>
/// Whole emitted files beside the test, for where Verify does not restore, in its layout: <c>Class.Method#Hint.verified.cs</c>, UTF-8 with its mark, LF, no end of line
/// after the last, the hint name on the first line. What differs is written as <c>.received.cs</c>; LLM_GEN_ACCEPT=1 accepts it.
/// </summary>
internal static class Snapshot
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: true);

    /// <summary>Holds files against the snapshots of the calling test; a snapshot without a file is a difference too.</summary>
    public static Task Verify(IEnumerable<GeneratedSourceResult> files, [CallerFilePath] string test = "", [CallerMemberName] string method = "")
    {
        var folder = Path.GetDirectoryName(test)!;
        var prefix = $"{Path.GetFileNameWithoutExtension(test)}.{method}#";
        var stale = Directory.GetFiles(folder, prefix + "*.verified.cs").ToHashSet(StringComparer.Ordinal);
        var differences = new List<string>();
        foreach (var file in files)
        {
            var verified = Path.Combine(folder, $"{prefix}{Path.GetFileNameWithoutExtension(file.HintName)}.verified.cs");
            stale.Remove(verified);
            if (Difference(verified, $"//HintName: {file.HintName}\n{file.SourceText}".TrimEnd('\n')) is { } difference)
                differences.Add(difference);
        }

        differences.AddRange(stale.Select(Stale).OfType<string>());
        Assert.True(differences.Count == 0, string.Join("\n\n", differences));
        return Task.CompletedTask;
    }

    private static string? Difference(string verified, string text)
    {
        var bytes = Encoding.GetPreamble().Concat(Encoding.GetBytes(text)).ToArray();
        var received = verified.Replace(".verified.cs", ".received.cs", StringComparison.Ordinal);
        if (Acceptance.IsAsked)
            File.WriteAllBytes(verified, bytes);
        if (File.Exists(verified) && File.ReadAllBytes(verified).AsSpan().SequenceEqual(bytes))
        {
            File.Delete(received);
            return null;
        }

        File.WriteAllBytes(received, bytes);
        var before = File.Exists(verified) ? File.ReadAllText(verified) : "";
        return $"{Path.GetFileName(verified)} is not what is emitted; the .received.cs beside it is. If that is right, run the test again with LLM_GEN_ACCEPT=1.\n{Changes(before, text)}";
    }

    private static string? Stale(string verified)
    {
        if (!Acceptance.IsAsked)
            return $"{Path.GetFileName(verified)} is no longer emitted. If that is right, run the test again with LLM_GEN_ACCEPT=1.";

        File.Delete(verified);
        return null;
    }

    /// <summary>The changed lines with their numbers.</summary>
    private static string Changes(string before, string after) =>
        string.Join("\n", InlineDiffBuilder.Diff(before, after).Lines
            .Where(line => line.Type is ChangeType.Inserted or ChangeType.Deleted)
            .Select(line => $"{(line.Type == ChangeType.Inserted ? '+' : '-')} {line.Position,4} {line.Text}"));
}
