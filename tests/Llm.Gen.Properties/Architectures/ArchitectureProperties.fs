namespace Llm.Gen.Properties

open FsCheck.Xunit
open Llm.Gen.Architectures
open Llm.Gen.Emission

[<Properties(Arbitrary = [| typeof<Architectures> |])>]
module ArchitectureProperties =

    [<Property>]
    let ``What the generator of architectures makes breaks no rule`` (Valid architecture) =
        ArchitectureRules.Check(architecture, MemberSpelling.Config).Count = 0

    [<Property>]
    let ``A configuration that is written and read again is the same`` (Valid architecture) =
        let config = ModelConfig(Architecture = architecture)
        let read = ModelConfig.Parse(config.ToJson())
        read.Architecture = architecture && read.ToJson() = config.ToJson()

    [<Property>]
    let ``Architectures are equal exactly when no key differs`` (Valid first) (Valid second) =
        ConfigDifference.Between(first, second).Count = 0 = (first = second)
        && ConfigDifference.Between(first, first).Count = 0

    [<Property>]
    let ``The parameters of the facts are those of the stored tensors`` (Valid architecture) =
        ArchitectureFacts(architecture).Parameters = Seq.sumBy (fun (weight: StoredWeight) -> weight.Count) (architecture.Weights())

    [<Property>]
    let ``What is emitted depends on the architecture alone`` (Valid architecture) =
        let emit () = ModelEmitter.Emit(ModelDeclaration(Name = "Model", Architecture = (architecture: Architecture)))
        emit () = emit ()
