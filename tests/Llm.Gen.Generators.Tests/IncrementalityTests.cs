extern alias generators;

using System.Reflection;
using generators::Llm.Gen.Generators;
using Llm.Gen.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Llm.Gen.Generators.Tests;

public sealed class IncrementalityTests
{
    private const string Declaration =
        """
        using Llm.Gen;

        [Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64)]
        [Gqa(4, 2), SwiGlu(64), RmsNorm, Rope]
        public partial record Tiny;
        """;

    private const string Other = "internal static class Other { public static int One => 1; }";

    [Fact]
    public void The_same_input_is_cached()
    {
        var reasons = ReasonsAfter(Declaration, Other);

        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached], reasons);
    }

    [Theory]
    [InlineData(Declaration, "internal static class Renamed { public static string Two => \"\"; }")]
    [InlineData("// a comment\n\n" + Declaration, Other)]
    [InlineData(Declaration + "\ninternal sealed class Neighbour;", Other)]
    public void An_unrelated_edit_emits_nothing_anew(string declaration, string other)
    {
        var reasons = ReasonsAfter(declaration, other);

        Assert.Contains(reasons[0], new[] { IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached });
        Assert.Equal(IncrementalStepRunReason.Cached, reasons[2]);
    }

    [Fact]
    public void Spelling_the_same_value_otherwise_emits_nothing_anew()
    {
        var reasons = ReasonsAfter(Declaration.Replace("SwiGlu(64)", "SwiGlu(inner: 8 * 8)"), Other);

        Assert.Equal([IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached], reasons);
    }

    [Fact]
    public void A_relevant_edit_is_emitted()
    {
        var reasons = ReasonsAfter(Declaration.Replace("SwiGlu(64)", "SwiGlu(65)"), Other);

        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Modified, IncrementalStepRunReason.Modified], reasons);
    }

    [Fact]
    public void No_step_keeps_hold_of_a_compilation()
    {
        var driver = GeneratorRun.Driver().RunGenerators(DeclaredProject.Create(Declaration));

        var steps = driver.GetRunResult().Results.Single().TrackedSteps;

        foreach (var name in new[] { ModelGenerator.ParseStep, ModelGenerator.DeclarationStep, ModelGenerator.EmitStep })
        {
            foreach (var (value, _) in steps[name].SelectMany(step => step.Outputs))
                Assert.Null(FindOffender(value, name));
        }
    }

    [Fact]
    public void A_planted_symbol_is_found()
    {
        var compilation = DeclaredProject.Create(Declaration);
        var planted = new List<object> { new Tuple<string, object>("deep", new object[] { 1, compilation.GetTypeByMetadataName("Tiny")! }) };

        Assert.Equal("value._items[0].m_Item2[1]", FindOffender(planted, "value"));
        Assert.Equal("tree", FindOffender(compilation.SyntaxTrees[0], "tree"));
        Assert.Equal("location", FindOffender(compilation.SyntaxTrees[0].GetRoot().GetLocation(), "location"));
    }

    /// <summary>Why the parse, declaration and emit steps ran after an edit.</summary>
    private static IncrementalStepRunReason[] ReasonsAfter(string declaration, string other)
    {
        var before = DeclaredProject.Create(Declaration, Other);
        var edited = before
            .ReplaceSyntaxTree(before.SyntaxTrees[0], CSharpSyntaxTree.ParseText(declaration, DeclaredProject.Language, "Source0.cs"))
            .ReplaceSyntaxTree(before.SyntaxTrees[1], CSharpSyntaxTree.ParseText(other, DeclaredProject.Language, "Source1.cs"));
        var after = declaration == Declaration && other == Other ? before : edited;

        var steps = GeneratorRun.Driver().RunGenerators(before).RunGenerators(after).GetRunResult().Results.Single().TrackedSteps;
        return [.. new[] { ModelGenerator.ParseStep, ModelGenerator.DeclarationStep, ModelGenerator.EmitStep }.Select(name => steps[name].Single().Outputs.Single().Reason)];
    }

    /// <summary>The path to a symbol, node, tree, location or compilation that a value reaches; null when it reaches none.</summary>
    private static string? FindOffender(object? value, string path, HashSet<object>? seen = null)
    {
        seen ??= new(ReferenceEqualityComparer.Instance);
        if (value is null || value is string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
            return null;
        if (value is ISymbol or SyntaxNode or SyntaxTree or Location or Compilation or SemanticModel or SyntaxToken or SyntaxReference)
            return path;
        if (value is Array array)
            return array.Cast<object?>().Select((item, i) => FindOffender(item, $"{path}[{i}]", seen)).FirstOrDefault(found => found is not null);

        for (var type = value.GetType(); type is not null; type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (FindOffender(field.GetValue(value), $"{path}.{field.Name}", seen) is { } found)
                    return found;
            }
        }

        return null;
    }
}
