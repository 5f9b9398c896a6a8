using System.Reflection;
using System.Text.RegularExpressions;
using Llm.Gen.Runtime;

namespace Llm.Gen.Emission.Tests;

public sealed partial class RuntimeNamesTests
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static IEnumerable<RuntimeName> All => [.. RuntimeNames.All, RuntimeNames.ModuleList, RuntimeNames.Torch];

    [Fact]
    public void Every_name_is_one_of_the_runtime_or_of_torch()
    {
        foreach (var name in All)
        {
            var type = TypeOf(name);
            Assert.True(type is { IsVisible: true }, $"{name.MetadataName} is no public type");
            Assert.All(name.Members, member => Assert.True(type.GetMember(member, Any).Any(IsReachable), $"{name.MetadataName} has no {member} that emitted code can reach"));
        }
    }

    [Fact]
    public void Short_names_stand_in_ordinal_order()
    {
        Assert.Equal(RuntimeNames.All.Select(name => name.Alias).Order(StringComparer.Ordinal), RuntimeNames.All.Select(name => name.Alias));
    }

    [Fact]
    public void Emitted_code_names_nothing_else()
    {
        var known = All.Select(name => name.FullName).Concat(
        [
            "global::TorchSharp.Modules", "global::System.CodeDom.Compiler.GeneratedCode", "global::System.Collections.Generic.IReadOnlyList", "global::System.Collections.Generic.IEnumerable",
        ]);

        var named = Samples.Texts.SelectMany(text => QualifiedName().Matches(text)).Select(match => match.Value);

        Assert.Empty(named.Distinct().Where(name => !name.StartsWith("global::Samples.", StringComparison.Ordinal)).Except(known));
    }

    [Fact]
    public void Every_name_is_used_by_some_model()
    {
        var text = string.Concat(Samples.Texts);

        foreach (var name in All)
        {
            Assert.Contains(name == RuntimeNames.ModuleList ? "ModuleList<" : name.FullName, text);
            Assert.All(name.Members, member => Assert.Matches($@"\b{member}\b", text));
        }
    }

    private static Type TypeOf(RuntimeName name) =>
        typeof(CausalModel).Assembly.GetType(name.MetadataName) ?? typeof(TorchSharp.torch).Assembly.GetType(name.MetadataName, throwOnError: true)!;

    private static bool IsReachable(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        PropertyInfo property => IsReachable(property.GetMethod!),
        FieldInfo field => field.IsPublic || field.IsFamily,
        _ => false,
    };

    [GeneratedRegex(@"global::[\w.]+")]
    private static partial Regex QualifiedName();
}
