using System.Text.RegularExpressions;
using Llm.Gen.Architectures;
using Llm.Gen.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Llm.Gen.Emission.Tests;

/// <summary>What a reader may count on in the files of every family: they are short, they decide nothing, and all of them is used.</summary>
public sealed partial class FamilyFilesTests
{
    private const int MostLines = 400;

    public static TheoryData<string> Cases()
    {
        var cases = new TheoryData<string>();
        foreach (var folder in Fixtures.Folders("models"))
        {
            if (ModelConfig.TryParse(File.ReadAllText(Path.Combine(folder, "config.json")), out _) is not null)
                cases.Add(Path.GetFileName(folder));
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_model_file_of_a_family_is_short(string name)
    {
        var model = Emit(name).Single(file => file.HintName.EndsWith(".Model.g.cs", StringComparison.Ordinal));

        Assert.InRange(model.Text.Count(letter => letter == '\n'), 1, MostLines - 1);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_file_of_a_family_tests_what_its_constants_say(string name) =>
        Assert.Empty(Emit(name).SelectMany(file => FlagTests(Parse(file))));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_member_and_parameter_of_a_family_is_used(string name)
    {
        var files = Emit(name).Select(Parse).ToList();

        Assert.Empty(UnusedMembers(files));
        Assert.Empty(files.SelectMany(UnusedParameters));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_letter_of_a_shape_means_one_size(string name)
    {
        var model = Emit(name).Single(file => file.HintName.EndsWith(".Model.g.cs", StringComparison.Ordinal)).Text;
        var sizes = Size().Matches(model).Select(match => match.Groups["letter"].Value).ToList();
        string[] given = ["B", "T", "S"];

        Assert.Equal(sizes.Concat(given).Distinct(), sizes.Concat(given));
        var used = Shape().Matches(model).SelectMany(match => Letter().Matches(match.Value)).Select(match => match.Value);
        Assert.Empty(used.Except(sizes).Except(given));
    }

    [GeneratedRegex(@"private const int \w+ = [^;]+;\s*// (?<letter>[A-Z])\b")]
    private static partial Regex Size();

    [GeneratedRegex(@"(?<=//.*)\[[A-Za-z0-9 +/(),.]+\]")]
    private static partial Regex Shape();

    [GeneratedRegex(@"\b[A-Z]\b")]
    private static partial Regex Letter();

    [Fact]
    public void What_is_wrong_is_found()
    {
        var root = CSharpSyntaxTree.ParseText(
            """
            class Planted(int kept, int lost)
            {
                private const bool IsGated = true;
                private const int Unread = 3;
                private int Of(int x, int y) => IsGated ? x : kept;
                public override int Other(int z) { if (IsGated && 1 < 2) return Of(1, 2); if (kept > 0) return 1; return 0; }
            }
            """).GetRoot();

        Assert.Equal(["IsGated", "IsGated && 1 < 2"], FlagTests(root));
        Assert.Equal(["Unread"], UnusedMembers([root]));
        Assert.Equal(["Planted: lost", "Of: y"], UnusedParameters(root));
    }

    private static IReadOnlyList<EmittedFile> Emit(string name)
    {
        var architecture = ModelConfig.Parse(File.ReadAllText(Fixtures.Find($"models/{name}/config.json"))).Architecture;
        return [.. ModelEmitter.Emit(new() { Namespace = "Families", Name = ModelFamily.Of(architecture).Title, Architecture = architecture })];
    }

    private static SyntaxNode Parse(EmittedFile file) => CSharpSyntaxTree.ParseText(file.Text).GetRoot();

    /// <summary>Conditions in which nothing but literals and constants stands.</summary>
    private static IEnumerable<string> FlagTests(SyntaxNode root)
    {
        var constants = root.DescendantNodes().OfType<FieldDeclarationSyntax>()
            .Where(field => field.Modifiers.Any(SyntaxKind.ConstKeyword))
            .SelectMany(field => field.Declaration.Variables, (_, variable) => variable.Identifier.Text).ToHashSet();
        var conditions = root.DescendantNodes().Select(node => node switch
        {
            IfStatementSyntax statement => statement.Condition,
            ConditionalExpressionSyntax expression => expression.Condition,
            WhileStatementSyntax loop => loop.Condition,
            SwitchStatementSyntax choice => choice.Expression,
            SwitchExpressionSyntax choice => choice.GoverningExpression,
            _ => null,
        });
        return conditions.OfType<ExpressionSyntax>()
            .Where(condition => condition.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().All(word => constants.Contains(word.Identifier.Text)))
            .Select(condition => condition.ToString());
    }

    /// <summary>Members that no file mentions beside their declaration, the public ones and what overrides left out: those are for the reader of the model.</summary>
    private static IEnumerable<string> UnusedMembers(IReadOnlyList<SyntaxNode> files)
    {
        var mentioned = files.SelectMany(file => file.DescendantNodes().OfType<SimpleNameSyntax>()).Select(word => word.Identifier.Text).ToHashSet();
        return files.SelectMany(file => file.DescendantNodes().OfType<MemberDeclarationSyntax>())
            .Where(member => !member.Modifiers.Any(SyntaxKind.PublicKeyword) && !member.Modifiers.Any(SyntaxKind.OverrideKeyword))
            .SelectMany(Names)
            .Where(name => !mentioned.Contains(name));
    }

    private static IEnumerable<string> Names(MemberDeclarationSyntax member) => member switch
    {
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier.Text),
        PropertyDeclarationSyntax property => [property.Identifier.Text],
        MethodDeclarationSyntax method => [method.Identifier.Text],
        _ => [],
    };

    /// <summary>Parameters that the body of their type or method does not mention; an override has those of what it overrides.</summary>
    private static IEnumerable<string> UnusedParameters(SyntaxNode root)
    {
        foreach (var declared in root.DescendantNodes())
        {
            var (name, parameters) = declared switch
            {
                ClassDeclarationSyntax type => (type.Identifier.Text, type.ParameterList),
                MethodDeclarationSyntax method when !method.Modifiers.Any(SyntaxKind.OverrideKeyword) && !method.Modifiers.Any(SyntaxKind.AbstractKeyword) => (method.Identifier.Text, method.ParameterList),
                ConstructorDeclarationSyntax constructor => (constructor.Identifier.Text, constructor.ParameterList),
                _ => ("", null),
            };
            var words = declared.DescendantNodes().OfType<IdentifierNameSyntax>().Select(word => word.Identifier.Text).ToHashSet();
            foreach (var parameter in parameters?.Parameters ?? [])
            {
                if (!words.Contains(parameter.Identifier.Text))
                    yield return $"{name}: {parameter.Identifier.Text}";
            }
        }
    }
}
