using System.CommandLine;
using System.Reflection;
using System.Runtime.Loader;
using Llm.Gen.Compilation;

namespace Llm.Gen.Cli.Commands;

/// <summary><c>--components FILE</c>: assemblies whose components models may name. Their code is run, so that nothing but this option can name them: no model and no recipe.</summary>
internal static class TrustedComponents
{
    public static Option<string[]> Option() =>
        new("--components") { Description = "an assembly with the components that the model names; its code is run", AllowMultipleArgumentsPerToken = true };

    /// <summary>The compiler of models that may name their components.</summary>
    /// <exception cref="InvalidDataException">A file is no assembly, or registers no component.</exception>
    public static ModelCompiler Compiler(string[]? files) =>
        files is { Length: > 0 } ? ModelCompiler.Default.With(ComponentRegistry.Of([.. files.Select(Load)])) : ModelCompiler.Default;

    private static Assembly Load(string file)
    {
        try
        {
            var assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.GetFullPath(file));
            return assembly.IsDefined(typeof(RegisteredComponentAttribute))
                ? assembly
                : throw new InvalidDataException($"{file} registers no component; give an assembly whose classes have [Component].");
        }
        catch (BadImageFormatException problem)
        {
            throw new InvalidDataException($"{file} is no assembly; give the .dll of a project with components.", problem);
        }
    }
}
