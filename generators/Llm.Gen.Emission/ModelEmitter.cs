using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>Prints a declared model as C#: one file for what it computes, one for how it is stored, one for where adapters sit.</summary>
public static class ModelEmitter
{
    /// <summary>The emitted files; the same declaration gives the same text, on every machine.</summary>
    /// <param name="model">A declaration whose architecture has no errors.</param>
    /// <exception cref="ArchitectureException">The architecture has a part that cannot be printed yet.</exception>
    public static EquatableArray<EmittedFile> Emit(ModelDeclaration model)
    {
        var limits = EmitterLimits.Check(model.Architecture);
        if (limits.Count > 0)
            throw new ArchitectureException(limits);

        var facts = new ArchitectureFacts(model.Architecture);
        return new(
        [
            new(Hint(model, "Model"), ModelFile.Print(model, facts)),
            new(Hint(model, "Weights"), WeightsFile.Print(model, facts)),
            new(Hint(model, "Adapters"), AdaptersFile.Print(model)),
        ]);
    }

    private static string Hint(ModelDeclaration model, string concern) => $"{HintNames.Of(model)}{model.HintSuffix}.{concern}.g.cs";
}
