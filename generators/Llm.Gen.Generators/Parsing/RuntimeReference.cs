using Llm.Gen.Emission;
using Microsoft.CodeAnalysis;

namespace Llm.Gen.Generators.Parsing;

/// <summary>Whether a project references a runtime that keeps the contract which emitted code is made for.</summary>
public static class RuntimeReference
{
    private static readonly string ContractType = RuntimeNames.All.Single(name => name.Alias == "RuntimeContract").MetadataName;

    /// <summary>Whether emitted code can be compiled against the referenced runtime.</summary>
    public static bool IsKept(Compilation compilation) => Find(compilation) is { } contract && Keeps(contract);

    /// <summary>What is wrong with the referenced runtime; null when nothing is.</summary>
    /// <param name="compilation">The project.</param>
    /// <param name="location">A record that declares a model.</param>
    public static DeclarationProblem? Check(Compilation compilation, Location location)
    {
        const string expected = "expected the runtime that this generator emits code for, contract " + RuntimeNames.Contract;
        if (Find(compilation) is not { } contract)
            return new("LLMG020", "No Llm.Gen.Runtime is referenced", expected, "reference the package Llm.Gen", location);
        if (Keeps(contract))
            return null;

        var kept = contract.GetMembers().OfType<IFieldSymbol>().Where(version => !IsGone(version)).Select(version => version.Name).DefaultIfEmpty("no contract");
        return new("LLMG020",
            $"The referenced Llm.Gen.Runtime keeps {string.Join(", ", kept)}", expected, "reference runtime and generator in one version: both are in the package Llm.Gen", location);
    }

    private static INamedTypeSymbol? Find(Compilation compilation) => compilation.GetTypesByMetadataName(ContractType).FirstOrDefault();

    private static bool Keeps(INamedTypeSymbol contract) => contract.GetMembers(RuntimeNames.Contract).Any(version => !IsGone(version));

    /// <summary>A contract that is no longer kept stays as a member that is an error to use.</summary>
    private static bool IsGone(ISymbol version) =>
        version.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == nameof(ObsoleteAttribute) && attribute.ConstructorArguments.Any(argument => argument.Value is true));
}
