using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Llm.Gen.Architectures;
using Llm.Gen.Emission;
using Llm.Gen.Runtime;
using Llm.Gen.Runtime.Formats;

namespace Llm.Gen.Compilation;

/// <summary>
/// Makes models of architectures that come in at run time: emits what the generator would, compiles it, and keeps the result in memory and
/// on disk. What is found on disk is loaded without the compiler; where nothing can be kept there, every process compiles anew.
/// </summary>
public sealed class ModelCompiler
{
    private readonly CompiledModelCache _cache;
    private readonly ConcurrentDictionary<string, Lazy<ModelFactory>> _factories;
    private readonly ComponentRegistry _components;

    /// <summary>A compiler with a cache directory of its own.</summary>
    /// <param name="cacheDirectory">Where compiled models are kept; only its owner may read it.</param>
    public ModelCompiler(string cacheDirectory) : this(new CompiledModelCache(cacheDirectory), new(StringComparer.Ordinal), ComponentRegistry.Empty)
    {
    }

    private ModelCompiler(CompiledModelCache cache, ConcurrentDictionary<string, Lazy<ModelFactory>> factories, ComponentRegistry components) =>
        (_cache, _factories, _components) = (cache, factories, components);

    /// <summary>The compiler whose cache lies where the user's caches lie; <c>LLM_GEN_CACHE</c> names another place.</summary>
    public static ModelCompiler Default { get; } = new(CacheDirectory.OfUser);

    /// <summary>The same compiler for architectures that name components: their code runs as part of the models.</summary>
    public ModelCompiler With(ComponentRegistry components)
    {
        ArgumentNullException.ThrowIfNull(components);
        return new(_cache, _factories, components);
    }

    /// <summary>What makes and loads models of an architecture.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <exception cref="ArchitectureException">The architecture breaks a rule, or names a component that this compiler does not have, or options that the component does not take.</exception>
    public ModelFactory Compile(Architecture architecture)
    {
        var errors = ArchitectureRules.Check(architecture, MemberSpelling.Config);
        if (errors.Count == 0)
            errors = ComponentTypes.Check(architecture, _components.Types);
        if (errors.Count > 0)
            throw new ArchitectureException(errors);

        var source = new ModelSource(architecture, _components);
        var factory = _factories.GetOrAdd(source.Key, _ => new(() => Load(source)));
        try
        {
            return factory.Value;
        }
        catch
        {
            _factories.TryRemove(KeyValuePair.Create(source.Key, factory));     // the next call tries again
            throw;
        }
    }

    /// <summary>Loads the model in a Hugging Face folder or a .gguf file, as its own configuration describes it.</summary>
    /// <param name="path">The folder or file.</param>
    /// <param name="options">Device, precision, and what to do with tensors that the model lacks.</param>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    /// <exception cref="ArchitectureException">The configuration names a component that this compiler does not have.</exception>
    /// <exception cref="InvalidDataException">The configuration is wrong or describes a model that is not supported, or a file is damaged or does not fit it.</exception>
    public CausalModel LoadModel(string path, LoadOptions? options = null) =>
        ModelConfig.TryParse(Checkpoint.ReadConfig(path), out var errors) is { } config
            ? Compile(config.Architecture).LoadModel(path, options)
            : throw new InvalidDataException($"{path}: {new ArchitectureException(errors).Message}");

    private ModelFactory Load(ModelSource source)
    {
        if (!_cache.TryFind(source.Key, out var image))
        {
            image = CompileImage(source);
            _cache.TryKeep(source.Key, image);
        }

        var context = AssemblyLoadContext.GetLoadContext(typeof(ModelFactory).Assembly)!;
        var assembly = context.LoadFromStream(new MemoryStream(image));
        return FactoryOf(assembly);
    }

    // Not inlined, so that nothing of Roslyn is loaded before something has to be compiled.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte[] CompileImage(ModelSource source) => SourceCompiler.Compile(source);

    private static ModelFactory FactoryOf(Assembly assembly) =>
        assembly.GetType(ModelSource.EntryType, throwOnError: true)!.GetMethod(ModelSource.EntryMethod)!.CreateDelegate<Func<ModelFactory>>()();
}
