namespace Llm.Gen.Properties

open System
open FsCheck.FSharp
open FsCheck.Xunit
open Llm.Gen.Architectures
open Llm.Gen.Emission

/// Whatever a configuration says, it is a model or it is refused: soon, and without memory for what it claims.
[<Properties(Arbitrary = [| typeof<ConfigDamage> |])>]
module ConfigProperties =

    let private mostBytes = 200L * 1024L * 1024L           // a model of as many layers as there may be takes some

    [<Property(MaxTest = 2000)>]
    let ``A damaged configuration is read as what it is written as, or refused with a reason`` (Damaged text) =
        let before = GC.GetAllocatedBytesForCurrentThread()
        let config, errors = ModelConfig.TryParse text
        let taken = GC.GetAllocatedBytesForCurrentThread() - before
        let isSmall = taken < mostBytes |> Prop.label $"{taken} bytes were taken"

        let isRight =
            match config with
            | null -> errors.Count > 0 && errors |> Seq.forall (fun error -> error.Message.Length < 2_000)
            | config ->
                ModelConfig.Parse(config.ToJson()).Architecture = config.Architecture
                && ArchitectureFacts(config.Architecture).Parameters > 0L

        (isSmall .&. (isRight |> Prop.label "it is neither what is written of it nor refused")) |> Prop.label text

    [<Property(MaxTest = 200)>]
    let ``What is read of a damaged configuration can be printed, or it is said what cannot`` (Damaged text) =
        match ModelConfig.TryParse text with
        | null, _ -> true
        | config, _ ->
            config.Architecture.Layers.Count > 64
            || EmitterLimits.Check(config.Architecture).Count > 0
            || Seq.length (ModelEmitter.Emit(ModelDeclaration(Name = "Damaged", Architecture = config.Architecture))) > 0
        |> Prop.label text
