using Llm.Gen.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Llm.Gen.Generators.Tests.Compiling;

/// <summary>Emitted code in every project that a user may have; each run fails on any warning.</summary>
public sealed class LanguageTests
{
    private const string Model = "[global::Llm.Gen.Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64)]";

    // The words that C# 14 has and the compiler that the generator is built against does not know, and others that are keywords in some places.
    private static readonly string[] Words =
        ["extension", "field", "record", "required", "scoped", "file", "allows", "nint", "dynamic", "await", "when", "managed", "init", "and", "data", "notnull"];

    public static TheoryData<LanguageVersion> Versions { get; } = [LanguageVersion.CSharp12, LanguageVersion.CSharp13, LanguageVersion.CSharp14, LanguageVersion.Preview];

    [Theory]
    [MemberData(nameof(Versions))]
    public void Every_part_compiles_in_every_version_of_the_language(LanguageVersion version)
    {
        string[] parts =
        [
            "Mha(4), SwiGlu(48)", "Gqa(4, 2), GeGlu(48)", "Mqa(4), GeGlu(48, Tanh = true)", "Gqa(4, 2, HeadSize = 6), ReGlu(48)",
            "Mha(4, Bias = AttentionBias.All), Glu(48)", "Mha(4), Bilinear(48, Bias = true)",
        ];
        var declarations = parts.Select((part, i) => $"{Model} [{part}, RmsNorm, Rope] public partial record Model{i};\n");

        var files = Emit(version, "using Llm.Gen;\n" + string.Concat(declarations));

        Assert.Equal(3 * parts.Length, files);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Words_that_are_or_become_keywords_are_names(LanguageVersion version)
    {
        var types = Words.Select(word => $"{Model} {Parts} public partial record @{word};\n");
        var namespaces = Words.Select(word => $"namespace Outer.@{word} {{ public partial class @{word} {{ {Model} {Parts} public partial record Tiny; }} }}\n");

        Assert.Equal(3 * 2 * Words.Length, Emit(version, string.Concat(types) + string.Concat(namespaces)));
    }

    [Theory]
    [InlineData("public", "class")]
    [InlineData("internal", "class")]
    [InlineData("protected", "class")]
    [InlineData("private", "class")]
    [InlineData("private protected", "record")]
    [InlineData("protected internal", "record")]
    [InlineData("private", "struct")]
    [InlineData("internal", "record struct")]
    [InlineData("private", "interface")]
    public void Nested_records_of_every_accessibility_compile(string accessibility, string around)
    {
        Assert.Equal(3, Emit(LanguageVersion.CSharp12, $"public partial {around} Outer {{ internal partial class Inner {{ {Model} {Parts} {accessibility} partial record Tiny; }} }}"));
    }

    [Theory]
    [InlineData("namespace Elsewhere { MODEL partial record Tiny { private sealed record Own(int Value); } }")]
    [InlineData("namespace TorchSharp.Llm.System { MODEL public sealed partial record Plain(string Note); }")]
    [InlineData("namespace Llm.Gen.Runtime.Mine { MODEL public partial record Tiny; }")]
    [InlineData("namespace System.Collections { MODEL public partial record Tiny; }")]
    [InlineData("namespace Tiny { MODEL public partial record Tiny; }")]
    [InlineData("MODEL public partial record Tiny : System.IDisposable { public void Dispose() { } }")]
    [InlineData("public abstract record Shared(int Version); MODEL public partial record Tiny() : Shared(2);")]
    [InlineData("MODEL public partial record Tiny { public static Model Load(int number) => Load(number.ToString()); public static Tiny Create(object from) => new(); }")]
    public void Records_that_are_more_than_a_declaration_compile(string source)
    {
        Assert.Equal(3, Emit(LanguageVersion.CSharp12, source.Replace("MODEL", $"{Model} {Parts}", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(NullableContextOptions.Disable, false)]
    [InlineData(NullableContextOptions.Enable, true)]
    public void The_projects_own_settings_do_not_matter(NullableContextOptions nullable, bool isChecked)
    {
        var project = DeclaredProject.Create($"{Model} {Parts} public partial record Tiny;", "global using System; global using System.Collections.Generic; global using System.Linq; global using System.Threading.Tasks; global using System.Threading; global using System.IO; global using System.Net.Http;");
        var options = project.Options.WithNullableContextOptions(nullable).WithOverflowChecks(isChecked).WithWarningLevel(9999);

        Assert.Equal(3, GeneratorRun.Emit(project.WithOptions(options)).Count);
    }

    [Fact]
    public void A_record_without_a_declaration_is_left_alone()
    {
        Assert.Empty(GeneratorRun.Emit("using Llm.Gen; [Rope(10_000)] public partial record Nothing; public sealed class DecoderAttribute : System.Attribute; [@DecoderAttribute] public partial record Other;"));
    }

    private static string Parts => "[global::Llm.Gen.Mha(4), global::Llm.Gen.SwiGlu(48), global::Llm.Gen.RmsNorm, global::Llm.Gen.Rope]";

    private static int Emit(LanguageVersion version, string source) =>
        GeneratorRun.Emit(DeclaredProject.Create(DeclaredProject.Language.WithLanguageVersion(version), source)).Count;
}
