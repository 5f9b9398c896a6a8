/// A model out of a configuration file: it learns a poem, is frozen, and takes first steps of another in an adapter at one point.
module Examples.FSharp.Program

open System.IO
open Llm.Gen
open Llm.Gen.Data
open Llm.Gen.Generation
open Llm.Gen.Runtime
open Llm.Gen.Tokenization
open Llm.Gen.Training
open TorchSharp

let context = 32

/// Trains what is not frozen, and gives the loss of the last step.
let train (folder: string) (tokenizer: Tokenizer) (poem: string) (steps: int64) (model: ICausalModel) =
    use corpus = TokenCorpus.Write(folder, [ TextPiece(poem, true) ], tokenizer, context, validationFraction = 0.0)
    let options = TrainingOptions(Steps = steps, BatchSize = 8, LearningRate = 5e-3, Progress = ProgressDisplay.Silent)
    use trainer = new Trainer(model, TokenBatches(corpus.Train, context, seed = 1UL), null, options)
    trainer.Run().Loss

let learn (tokenizer: Tokenizer) (poem: string) (steps: int64) (model: ICausalModel) =
    let folder = Directory.CreateTempSubdirectory "verse-"
    printfn $"  the loss of step {steps} is {train folder.FullName tokenizer poem steps model:F3}"
    folder.Delete true

let recite (tokenizer: Tokenizer) (prompt: string) (model: ICausalModel) =
    let options = TextGenerationOptions(MaxNewTokens = 24)
    let answer = model.GenerateTextAsync(tokenizer, prompt, options).Result
    let lines = answer.Text.ReplaceLineEndings "\n  "
    printfn $"  {prompt}{lines}"

let isSame (one: torch.Tensor) (other: torch.Tensor) = one.eq(other).all().item<bool> ()

[<EntryPoint>]
let main arguments =
    let vocabulary = BpeTrainingOptions(VocabularySize = Verse.Facts.Vocabulary)
    let tokenizer = BpeTrainer.Train([ Poems.tyger; Poems.summer ], vocabulary)
    let steps = match arguments with [| steps |] -> int64 steps | _ -> 2L
    use model = Verse.Create(CreateOptions(Seed = 1L))

    printfn $"All {model.Facts.ParameterCount} parameters learn a poem:"
    learn tokenizer Poems.tyger 120L model
    recite tokenizer "In the forests" model

    model.Freeze()
    let frozen = [ for weight in model.Weights() -> weight.Parameter.clone () ]
    use adapter = new LoraAdapter(model.Decoder.Layers[1].Attention.Query, LoraOptions(Rank = 4))
    let (a, b) = adapter.A.clone (), adapter.B.clone ()

    printfn $"Frozen, it learns another in {adapter.A.numel () + adapter.B.numel ()} parameters beside one of its matrices:"
    learn tokenizer Poems.summer steps model
    recite tokenizer "In the forests" model

    let isKept = Seq.forall2 isSame [ for weight in model.Weights() -> weight.Parameter ] frozen
    let isAdapted = not (isSame adapter.A a || isSame adapter.B b)
    printfn $"Only the adapter has changed: {isKept && isAdapted}"
    if isKept && isAdapted then 0 else 1
