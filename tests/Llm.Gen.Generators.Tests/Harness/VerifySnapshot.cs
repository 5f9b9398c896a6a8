using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using VerifyTests;
using VerifyXunit;

namespace Llm.Gen.Tests;

/// <summary>Whole emitted files beside the test, held against what is emitted by Verify, where its packages restore.</summary>
internal static class Snapshot
{
    /// <summary>Holds files against the snapshots of the calling test; a snapshot without a file is a difference too.</summary>
    public static Task Verify(IEnumerable<GeneratedSourceResult> files, [CallerFilePath] string test = "", [CallerMemberName] string method = "")
    {
        var settings = new VerifySettings();
        settings.UseMethodName(method);
        if (Acceptance.IsAsked)
            settings.AutoVerify();

        return Verifier.Verify(files.Select(Target), settings, test).ToTask();
    }

    private static Target Target(GeneratedSourceResult file) =>
        new("cs", $"//HintName: {file.HintName}\n{file.SourceText}".TrimEnd('\n'), Path.GetFileNameWithoutExtension(file.HintName));
}
