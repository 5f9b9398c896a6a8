using Llm.Gen.Tests;

namespace Llm.Gen.Analyzers.Tests;

public sealed class RuntimeReferenceTests
{
    private const string Declaration = "using Llm.Gen; [Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64), Mha(4), SwiGlu(64), RmsNorm, Rope] public partial record Tiny;";

    [Fact]
    public async Task No_runtime()
    {
        Assert.Equal(["LLMG020 'Tiny' No Llm.Gen.Runtime is referenced; expected the runtime that this generator emits code for, contract Version1; reference the package Llm.Gen."],
            await Of(null));
    }

    [Theory]
    [InlineData("public const int Version2 = 2;", "Version2")]
    [InlineData("public const int Version2 = 2, Version3 = 3;", "Version2, Version3")]
    [InlineData("[System.Obsolete(\"Emit again.\", error: true)] public const int Version1 = 1; public const int Version2 = 2;", "Version2")]
    [InlineData("", "no contract")]
    public async Task A_runtime_that_does_not_keep_the_contract(string versions, string kept)
    {
        Assert.Equal(
            [$"LLMG020 'Tiny' The referenced Llm.Gen.Runtime keeps {kept}; expected the runtime that this generator emits code for, contract Version1; reference runtime and generator in one version: both are in the package Llm.Gen."],
            await Of($"namespace Llm.Gen.Runtime {{ public static class RuntimeContract {{ {versions} }} }}"));
    }

    [Fact]
    public async Task Code_that_was_emitted_for_a_contract_that_is_gone_does_not_compile_and_says_why()
    {
        var runtime = "namespace Llm.Gen.Runtime { public static class RuntimeContract { [System.Obsolete(\"This code was emitted for another version of the runtime; emit it again.\", error: true)] public const int Version1 = 1; } }";
        var project = DeclaredProject.CreateWithRuntime("internal static class Emitted { internal static int Contract => Llm.Gen.Runtime.RuntimeContract.Version1; }", runtime);

        Assert.Equal(["CS0619 'Llm.Gen.Runtime.RuntimeContract.Version1' 'RuntimeContract.Version1' is obsolete: 'This code was emitted for another version of the runtime; emit it again.'"],
            await Reported.Of(project, []));
    }

    private static Task<IReadOnlyList<string>> Of(string? runtime) => Reported.Of(DeclaredProject.CreateWithRuntime(Declaration, runtime), []);
}
