namespace Llm.Gen.FSharp

open Llm.Gen.Architectures
open Llm.Gen.Compilation
open Llm.Gen.Runtime

/// From an architecture to a model that runs; each step takes what the one before gives.
module Model =

    /// Emits and compiles an architecture, or finds it compiled in the user's cache.
    let compile (architecture: Architecture) = ModelCompiler.Default.Compile architecture

    /// The same for an architecture that names components: their code runs as part of the model.
    let compileWith (components: ComponentRegistry) (architecture: Architecture) = ModelCompiler.Default.With(components).Compile architecture

    /// A model with fresh weights, of a seed.
    let create (seed: int64) (factory: ModelFactory) = factory.CreateModel(CreateOptions(Seed = seed))

    /// The model in a Hugging Face folder or a .gguf file, whose configuration has to mean the architecture that was compiled.
    let load (path: string) (factory: ModelFactory) = factory.LoadModel path
