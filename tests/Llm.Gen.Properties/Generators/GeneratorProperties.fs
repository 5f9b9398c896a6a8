namespace Llm.Gen.Properties

open FsCheck.FSharp
open FsCheck.Xunit

/// Whatever is declared, the generator ends: with files that compile, or with none and a reason.
[<Properties(Arbitrary = [| typeof<Declarations> |])>]
module GeneratorProperties =

    let private valid = "[Llm.Gen.FromConfig(\"a.json\")] public partial record Tiny;"

    let private judge (outcome: Outcome) =
        (outcome.Failures.IsEmpty |> Prop.label $"%A{outcome.Failures}")
        .&. ((outcome.Emitted = 0 || outcome.Reported.IsEmpty) |> Prop.label $"emitted in spite of %A{outcome.Reported}")
        .&. ((outcome.Emitted > 0 || not outcome.Reported.IsEmpty || not outcome.CompilerErrors.IsEmpty) |> Prop.label "nothing is emitted and nothing is said")
        .&. ((outcome.EmittedErrors.IsEmpty || not outcome.CompilerErrors.IsEmpty) |> Prop.label $"emitted code has %A{outcome.EmittedErrors}")

    [<Property(MaxTest = 300)>]
    let ``A declaration is emitted, or it is said why not`` (declaration: Declaration) =
        let source = declaration.ToString()
        let isDeclared = declaration.Parts |> List.exists (fun part -> part.Name = "Decoder" || part.Name = "FromConfig")
        let outcome = GeneratorRun.over source "{}"
        (judge outcome .|. (not isDeclared && outcome.Failures.IsEmpty && outcome.Emitted = 0)) |> Prop.label source

    [<Property(MaxTest = 200)>]
    let ``A configuration is emitted, or it is said why not`` (ConfigText text) = GeneratorRun.over valid text |> judge |> Prop.label text
