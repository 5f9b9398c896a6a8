using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Llm.Gen.Architectures;
using Llm.Gen.Emission;
using Llm.Gen.Runtime;

namespace Llm.Gen.Compilation;

/// <summary>The source of a model that is compiled at run time: the emitted files, and a door through which its factory is found.</summary>
internal sealed class ModelSource
{
    public const string EntryType = Namespace + ".Entry";
    public const string EntryMethod = "Factory";

    private const string Namespace = "Llm.Gen.Compiled";

    public ModelSource(Architecture architecture, ComponentRegistry components)
    {
        var declaration = new ModelDeclaration
        {
            Namespace = Namespace,
            Name = ModelFamily.Of(architecture).Title,
            Architecture = architecture,
            Components = ComponentTypes.UsedBy(architecture, components.Types),
        };
        References = declaration.Components.Count == 0 ? [] : components.Assemblies;
        Files = [.. ModelEmitter.Emit(declaration), new("Entry.g.cs", Entry(declaration))];
        Key = KeyOf(Files, References);
    }

    public IReadOnlyList<EmittedFile> Files { get; }

    /// <summary>The assemblies of components, where the model has any.</summary>
    public IReadOnlyList<Assembly> References { get; }

    /// <summary>Tells apart whatever may make the compiled code differ: the text, and the builds of what it calls and of the emitter. Sixty-four letters.</summary>
    public string Key { get; }

    private static string KeyOf(IEnumerable<EmittedFile> files, IEnumerable<Assembly> references)
    {
        var parts = new StringBuilder();
        var ours = new[] { typeof(object), typeof(TorchSharp.torch), typeof(ModelFactory), typeof(Architecture), typeof(ModelEmitter) }.Select(type => type.Assembly);
        foreach (var assembly in ours.Concat(references))
            parts.Append(assembly.FullName).Append(' ').Append(assembly.ManifestModule.ModuleVersionId).Append('\n');
        foreach (var file in files)
            parts.Append(file.HintName).Append('\n').Append(file.Text.Length).Append('\n').Append(file.Text);

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parts.ToString())));
    }

    private static string Entry(ModelDeclaration declaration) =>
        $$"""
        namespace {{Namespace}};

        public static class Entry
        {
            public static global::Llm.Gen.Runtime.ModelFactory {{EntryMethod}}() => {{declaration.Name}}.Factory;
        }
        """;
}
