using System.Text.Json;

namespace Llm.Gen.Runtime.Tests.Formats;

/// <summary>A row of a <c>malformed/cases.json</c>.</summary>
internal sealed record FormatCase(string Path, string What, bool MustReject)
{
    public static IReadOnlyList<FormatCase> Read(string folder)
    {
        using var cases = JsonDocument.Parse(File.ReadAllText(System.IO.Path.Combine(folder, "cases.json")));
        return cases.RootElement.EnumerateArray()
            .Select(row => new FormatCase(
                System.IO.Path.Combine(folder, row.GetProperty("file").GetString()!),
                row.GetProperty("what").GetString()!,
                row.GetProperty("must_reject").GetBoolean()))
            .ToArray();
    }

    /// <summary>Opens every file: those to refuse give one line that names them, the others are read.</summary>
    public static void CheckAll(string folder, Func<string, IDisposable> open)
    {
        Assert.All(Read(folder), @case =>
        {
            if (!@case.MustReject)
            {
                open(@case.Path).Dispose();
                return;
            }

            var problem = Assert.Throws<InvalidDataException>(() => open(@case.Path));
            Assert.StartsWith(@case.Path + ": ", problem.Message);
            Assert.DoesNotContain('\n', problem.Message);
        });
    }
}
