namespace Llm.Gen.Properties

open System.Globalization
open FsCheck.FSharp
open FsCheck.Xunit
open Llm.Gen.Architectures
open Llm.Gen.Emission

/// Whatever is declared, the generator ends: with files that compile, or with none and a reason.
[<Properties(Arbitrary = [| typeof<Declarations>; typeof<Architectures> |])>]
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

    let private number (value: float) = value.ToString("R", CultureInfo.InvariantCulture) + "d"

    let private given name (value: System.Nullable<float>) = if value.HasValue then $", {name} = {number value.Value}" else ""

    let private scaling (scaling: RopeScalingSpec) =
        match scaling with
        | :? LinearScalingSpec as linear -> $", Scaling = RopeScaling.Linear, Factor = {number linear.Factor}"
        | :? DynamicScalingSpec as dynamic -> $", Scaling = RopeScaling.Dynamic, Factor = {number dynamic.Factor}"
        | :? YarnScalingSpec as yarn ->
            $", Scaling = RopeScaling.Yarn, Factor = {number yarn.Factor}, OriginalPositions = {yarn.OriginalPositions}, "
            + $"BetaFast = {number yarn.BetaFast}, BetaSlow = {number yarn.BetaSlow}, Truncate = {yarn.Truncate.ToString().ToLowerInvariant()}"
            + given "AttentionFactor" yarn.AttentionFactor + given "Mscale" yarn.Mscale + given "MscaleAllDimensions" yarn.MscaleAllDimensions
        | :? Llama3ScalingSpec as llama ->
            $", Scaling = RopeScaling.Llama3, Factor = {number llama.Factor}, OriginalPositions = {llama.OriginalPositions}, "
            + $"LowFrequencyFactor = {number llama.LowFrequencyFactor}, HighFrequencyFactor = {number llama.HighFrequencyFactor}"
        | _ -> ""

    /// An architecture as somebody would declare it.
    let private declare (architecture: Architecture) =
        let layer = architecture.Layers[0]
        let attention = layer.Attention :?> HeadAttentionSpec
        let gated = layer.FeedForward :?> GatedFeedForwardSpec
        let rope = layer.Position :?> RopeSpec
        let flag value = if value then "true" else "false"

        let unit =
            match gated.Activation with
            | GateActivation.Silu -> "SwiGlu", ""
            | GateActivation.Gelu -> "GeGlu", ""
            | GateActivation.GeluTanh -> "GeGlu", ", Tanh = true"
            | GateActivation.Relu -> "ReGlu", ""
            | GateActivation.Sigmoid -> "Glu", ""
            | _ -> "Bilinear", ""

        $"using Llm.Gen; [Decoder(Layers = {architecture.Layers.Count}, Hidden = {architecture.Hidden}, Vocab = {architecture.Vocab}, "
        + $"Positions = {architecture.Positions}, TiedEmbeddings = {flag architecture.TiedEmbeddings}), "
        + $"Gqa({attention.Heads}, {attention.KeyValueHeads}, HeadSize = {attention.HeadSize}, Bias = AttentionBias.{attention.Bias}), "
        + $"{fst unit}({gated.Inner}, Bias = {flag gated.HasBias}{snd unit}), RmsNorm({number (layer.Norm :?> RmsNormSpec).Epsilon}), "
        + $"Rope({number rope.Theta}{scaling rope.Scaling})] public partial record Same;"

    [<Property(MaxTest = 60)>]
    let ``The same model gives the same text whichever way it came in`` (Valid architecture) =
        let source = declare architecture
        let config = ModelConfig(Architecture = architecture).ToJson()
        let emit (architecture: Architecture) = [ for file in ModelEmitter.Emit(ModelDeclaration(Name = "Same", Architecture = architecture)) -> file.HintName, file.Text ]
        let declared = GeneratorRun.emitted source
        (declared = emit architecture && declared = emit (ModelConfig.Parse(config).Architecture)) |> Prop.label source
