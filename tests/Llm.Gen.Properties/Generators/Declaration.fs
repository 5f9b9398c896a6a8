namespace Llm.Gen.Properties

open FsCheck.FSharp

/// One argument of an attribute, as it is written.
type Argument = { Name: string; Value: string }

/// One attribute, as it is written.
type Part = { Name: string; Arguments: Argument list }

/// Components as a user writes them, which declarations may name.
module OwnClasses =

    let private body kind parameters =
        let pass = if kind = "Block" then ", Llm.Gen.Runtime.Pass pass" else ""
        $"(Llm.Gen.Runtime.{parameters}) : Llm.Gen.Runtime.{kind}(\"own\") "
        + "{ public override TorchSharp.torch.Tensor forward(TorchSharp.torch.Tensor x" + pass + ") => x; protected override void Register() { _ = (shape, place); } }"

    let source =
        "\n public sealed class OwnAttention" + body "Block" "AttentionShape shape, Llm.Gen.Runtime.Placement place, double gain = 1"
        + " public sealed class OwnUnit" + body "TokenwiseBlock" "FeedForwardShape shape, Llm.Gen.Runtime.Placement place"
        + " public sealed class OwnNorm" + body "TokenwiseBlock" "NormShape shape, Llm.Gen.Runtime.Placement place"
        + " public sealed class OwnTurn" + body "Block" "PositionShape shape, Llm.Gen.Runtime.Placement place"

/// A record with attributes: right, wrong, or no C# at all. Shrinks by leaving parts and arguments out.
type Declaration =
    { Parts: Part list
      Record: string }

    override this.ToString() =
        let argument (argument: Argument) = argument.Name + argument.Value
        let part (part: Part) = part.Name + "(" + String.concat ", " (List.map argument part.Arguments) + ")"
        let attributes = if this.Parts.IsEmpty then "" else "[" + String.concat ", " (List.map part this.Parts) + "] "
        "using Llm.Gen; " + this.Record.Replace("RECORD", attributes) + OwnClasses.source

/// A configuration file: right, or damaged somewhere.
type ConfigText = ConfigText of string

type Declarations =

    /// Values that constants can have, a few that no constant has, and a few that are no expression.
    static let value =
        Gen.frequency
            [ 6, Gen.map string (Gen.choose (-2, 70))
              2, Gen.elements [ "0"; "1 << 28"; "int.MaxValue"; "int.MinValue"; "2147483648"; "64 * 12"; "'a'"; "(byte)8" ]
              2, Gen.elements [ "1e-5"; "0.0"; "-1.5"; "double.NaN"; "double.PositiveInfinity"; "1e300 * 1e300"; "10_000f"; "1m"; "0.0 / 0" ]
              2, Gen.elements [ "true"; "false"; "AttentionBias.All"; "AttentionBias.Key"; "(AttentionBias)17"; "RopeScaling.Dynamic"; "(RopeScaling)9"; "(AttentionBias)(-1)"; "AttentionBias.None | AttentionBias.All"; "RopeScaling.Linear"; "RopeScaling.Llama3"; "(RopeScaling)9" ]
              2, Gen.elements [ "\"llama\""; "\"\""; "null"; "default"; "\"a.json\""; "\"\\0\\uD800\""; "nameof(Tiny)"; "\"../a.json\""; "(string)null" ]
              1, Gen.elements [ "typeof(int)"; "new[] { 1 }"; "Unknown.Constant"; "64 +"; ""; "1 / 0"; "checked(int.MaxValue + 1)"; "@"; "x => x" ] ]

    static let name =
        Gen.elements
            [ ""; ""; ""; "heads: "; "keyValueHeads: "; "inner: "; "epsilon: "; "theta: "; "Scaling = "; "Factor = "; "BetaFast = "; "Mscale = "; "path: "; "HeadSize = "; "Bias = "; "Tanh = "; "TiedEmbeddings = "; "Layers = "; "Scaling = "; "Factor = "; "OriginalPositions = "; "BetaFast = "; "Nonsense = " ]

    static let argument = Gen.map2 (fun name value -> { Name = name; Value = value }) name value

    /// Which layers a part is for, and what parts have beside their sizes; values are as they come.
    static let option =
        gen {
            let! name =
                Gen.elements
                    [ "From"; "To"; "Every"; "Except"; "From"; "To"; "Every"; "Except"; "HeadSize"; "Bias"; "QueryKeyNorm"; "NormAfterRotation"; "Scale"; "Softcap"; "Clip"
                      "LearnedSinks"; "SinkTokens"; "QueryRank"; "Unit"; "ClampLimit"; "ClampAlpha"; "SharedInner"; "SharedGate"; "Sigmoid"; "Normalise"; "CorrectionBias"; "RouterBias"
                      "Groups"; "GroupsChosen"; "GroupsByTwoBest"; "Capacity"; "Balance"; "RouterZ"; "Columns"; "Interleaved"; "ShortFactors"; "LongFactors"; "OriginalPositions"
                      "Offset"; "Halves"; "Multiplier"; "Values"; "Placement"; "UnitOffset"; "Weight"; "Embedding"; "Residual"; "Attention"; "EmbeddingScale"; "EmbeddingSize"
                      "FinalNorm"; "ResidualMultiplier"; "HeadBias"; "LogitMultiplier"; "LogitSoftcap" ]

            let! value =
                Gen.frequency
                    [ 4, value
                      2, Gen.elements [ "new[] { 0, 0 }"; "new int[0]"; "new[] { -1, int.MaxValue }"; "new[] { 1, 1, 1 }"; "null"; "new double[] { double.NaN }"; "new double[0]"; "new[] { 1.5, 1.5 }" ]
                      2, Gen.elements [ "NormPlacement.Sandwich"; "(NormPlacement)77"; "QueryKeyNorm.Whole"; "(QueryKeyNorm)(-1)"; "ExpertUnit.Xielu"; "(ExpertUnit)99"; "MlpActivation.Silu" ]
                      1, Gen.elements [ "0"; "-1"; "int.MaxValue"; "int.MinValue"; "1"; "2" ] ]

            return { Name = name + " = "; Value = value }
        }

    static let right =
        Gen.elements
            [ "Decoder", [ "Layers = 2"; "Hidden = 32"; "Vocab = 96"; "Positions = 64" ]
              "Mha", [ "4" ]
              "Gqa", [ "4"; "2" ]
              "Mqa", [ "4"; "HeadSize = 6" ]
              "SwiGlu", [ "64" ]
              "GeGlu", [ "64"; "Tanh = true" ]
              "ReGlu", [ "64" ]
              "RmsNorm", []
              "Rope", []
              "Rope", [ "Scaling = RopeScaling.Yarn"; "Factor = 4"; "Mscale = 1"; "MscaleAllDimensions = 2" ]
              "Rope", [ "Scaling = RopeScaling.Llama3"; "Factor = 8"; "OriginalPositions = 64"; "LowFrequencyFactor = 1"; "HighFrequencyFactor = 4" ]
              "Rope", [ "Scaling = RopeScaling.Yarn"; "Factor = 4" ]
              "Rope", [ "Scaling = RopeScaling.LongRope"; "ShortFactors = new double[] { 1, 1, 2, 3 }"; "LongFactors = new double[] { 1, 2, 4, 8 }"; "OriginalPositions = 32" ]
              "Mla", [ "4"; "16"; "8"; "4"; "8" ]
              "Moe", [ "8"; "2"; "32" ]
              "Moe", [ "8"; "2"; "32"; "SharedInner = 16"; "Groups = 4"; "GroupsChosen = 2"; "Sigmoid = true" ]
              "Mlp", [ "64"; "MlpActivation.Xielu" ]
              "LayerNorm", [ "Placement = NormPlacement.Parallel" ]
              "SlidingWindow", [ "16" ]
              "FullAttention", [ "From = 1" ]
              "Learned", []
              "Sinusoidal", [ "Halves = true" ]
              "Alibi", []
              "T5Bias", [ "8"; "32" ]
              "ShawRelative", [ "8" ]
              "NoPosition", [ "From = 1" ]
              "Dropout", [ "Embedding = 0.1" ]
              "HuggingFace", [ "\"llama\"" ]
              "Attention", [ "typeof(OwnAttention)"; "\"gain\""; "0.5"; "Heads = 4" ]
              "Attention", [ "typeof(OwnUnit)"; "Heads = 4" ]
              "Attention", [ "typeof(OwnAttention)"; "\"gain\""; "\"much\"" ]
              "FeedForward", [ "typeof(OwnUnit)"; "64" ]
              "FeedForward", [ "typeof(System.Collections.Generic.List<>)"; "64" ]
              "Norm", [ "typeof(OwnNorm)"; "Epsilon = 1e-5" ]
              "Norm", [ "typeof(int[])" ]
              "Position", [ "typeof(OwnTurn)" ]
              "FromConfig", [ "\"a.json\"" ] ]
        |> Gen.map (fun (name, arguments) -> { Name = name; Arguments = arguments |> List.map (fun value -> { Name = ""; Value = value }) })

    static let damaged =
        gen {
            let! part = right
            let! extra = Gen.frequency [ 1, argument; 2, option ]
            let! place = Gen.choose (0, part.Arguments.Length)
            let! replaces = Gen.elements [ true; false ]
            let kept = if replaces && place < part.Arguments.Length then List.removeAt place part.Arguments else part.Arguments
            return { part with Arguments = List.insertAt (min place kept.Length) extra kept }
        }

    static let complete =
        [ "Decoder", "Layers = 2, Hidden = 32, Vocab = 96, Positions = 64"; "Mha", "4"; "SwiGlu", "64"; "RmsNorm", ""; "Rope", "" ]
        |> List.map (fun (name, arguments) -> { Name = name; Arguments = if arguments = "" then [] else [ { Name = ""; Value = arguments } ] })

    /// Mostly a whole declaration with one part damaged, so that what comes after the first check is reached too.
    static let parts =
        Gen.frequency
            [ 2, Gen.constant complete
              4, Gen.map2 (fun part place -> complete |> List.mapi (fun i other -> if i = place % 5 then part else other)) (Gen.oneof [ right; damaged ]) (Gen.choose (0, 4))
              2, Gen.map2 (fun part rest -> rest @ [ part ]) damaged (Gen.constant complete)
              2, Gen.listOf (Gen.oneof [ right; damaged ]) ]

    static let record =
        Gen.frequency
            [ 6, Gen.constant "RECORD public partial record Tiny;"
              1, Gen.elements [ "RECORD public record Tiny;"; "RECORD partial class Tiny;"; "RECORD partial record struct Tiny;"; "RECORD partial interface Tiny;"; "RECORD enum Tiny { }"; "RECORD delegate void Tiny();" ]
              1, Gen.elements [ "RECORD partial record Tiny<T>;"; "class A<T> { RECORD partial record Tiny; }"; "partial class A { RECORD private partial record Tiny; }"; "RECORD abstract partial record Tiny;" ]
              1, Gen.elements [ "RECORD partial record Model;"; "RECORD partial record Tiny(int Vocab);"; "RECORD partial record @var;"; "RECORD partial record e\\u0301;"; "RECORD partial record Tin\\u0079;"; "RECORD partial record _;" ]
              1, Gen.elements [ "RECORD partial record Tiny; RECORD partial record Tiny;"; "RECORD partial record Tiny; RECORD partial record TINY;"; "RECORD partial record"; "RECORD partial record Tiny"; "RECORD"; "RECORD namespace N;"; "namespace N; RECORD partial record Tiny : Unknown;" ] ]

    static let shrink (declaration: Declaration) =
        let without list = list |> List.mapi (fun i _ -> List.removeAt i list)
        let fewerParts = without declaration.Parts
        let fewerArguments =
            declaration.Parts
            |> List.mapi (fun i part -> without part.Arguments |> List.map (fun arguments -> List.updateAt i { part with Arguments = arguments } declaration.Parts))
            |> List.concat
        seq { for parts in fewerParts @ fewerArguments -> { declaration with Parts = parts } }

    static let config =
        "{ \"model_type\": \"llama\", \"num_hidden_layers\": 2, \"hidden_size\": 32, \"vocab_size\": 96, \"max_position_embeddings\": 64, "
        + "\"num_attention_heads\": 4, \"intermediate_size\": 64, \"rms_norm_eps\": 1e-06, \"rope_parameters\": { \"rope_theta\": 10000.0 }, \"eos_token_id\": [1, 2] }"

    static let damage =
        gen {
            let! at = Gen.choose (0, config.Length - 1)
            let! count = Gen.choose (0, 12)
            let! other = Gen.elements [ ""; "0"; "-1"; "null"; "\""; "{"; "]"; "1e999"; "\\u0000"; "99999999999"; "[[[["; "true"; "\"x\": 1," ]
            return config.Remove(at, min count (config.Length - at)).Insert(at, other)
        }

    static member Declaration() =
        Arb.fromGenShrink (Gen.map2 (fun parts record -> { Parts = parts; Record = record }) parts record, shrink)

    static member ConfigText() = Gen.frequency [ 1, Gen.constant config; 9, damage ] |> Gen.map ConfigText |> Arb.fromGen
