namespace Llm.Gen.Properties

open System
open System.IO
open FsCheck
open FsCheck.FSharp
open TorchSharp
open global.Xunit
open Llm.Gen.Architectures
open Llm.Gen.Compilation
open Llm.Gen.Runtime

/// An architecture, the tokens that it reads, and how they are cut up.
type Reading =
    { Architecture: Architecture
      Seed: int
      Lengths: int list
      Counts: int list }

    /// What a failure prints: the configuration says everything.
    override reading.ToString() =
        $"lengths %A{reading.Lengths}, counts %A{reading.Counts}, seed {reading.Seed}, {ModelConfig(Architecture = reading.Architecture).ToJson()}"

/// What holds for a model of every family, at sizes of no fixture. Dynamic and LongRoPE are read up to the length they were made for: past it they
/// depend on the whole by definition.
type FamilyProperties() =

    static let tolerance = 1e-4
    static let cases = 2

    let cache = Directory.CreateTempSubdirectory "llm-gen-families-"
    let compiler = (ModelCompiler cache.FullName).With(ComponentRegistry.Of(Reflection.Assembly.GetExecutingAssembly()))

    static let longest (architecture: Architecture) =
        let bounds =
            architecture.Layers
            |> Seq.choose (fun layer ->
                match layer.Position with
                | :? RopeSpec as rope ->
                    match rope.Scaling with
                    | :? LongRopeScalingSpec as scaling -> Some scaling.OriginalPositions
                    | :? DynamicScalingSpec -> Some architecture.Positions
                    | _ -> None
                | _ -> None)

        Seq.fold min 24 bounds

    static let readings (architectures: Gen<Architecture>) =
        gen {
            let! architecture = architectures
            let most = longest architecture
            let! lengths = Gen.listOfLength 2 (Gen.choose (1, most - 1))
            let! counts = Gen.listOfLength 3 (Gen.choose (2, 8))
            let! seed = Gen.choose (0, 1_000_000)
            return { Architecture = architecture; Seed = seed; Lengths = most :: lengths; Counts = counts }
        }

    /// A model whose vectors are drawn too, biases, norms and sinks: at their usual zeros and ones they would hide what is wrong with them. Its matrices
    /// keep the scale of what they are given, so that its layers do not enlarge roundings.
    let create reading =
        let deviation = 1.0 / sqrt (float reading.Architecture.Hidden)
        let model = compiler.Compile(reading.Architecture).CreateModel(CreateOptions(Seed = int64 reading.Seed, Deviation = deviation))
        use _ = torch.NewDisposeScope()
        torch.manual_seed (int64 reading.Seed) |> ignore

        for weight in model.Weights() do
            if weight.Parameter.dim () = 1L then
                weight.Parameter.add_ (torch.randn weight.Parameter.shape * TorchSharp.Scalar.op_Implicit 0.2) |> ignore

        model

    let holds reading =
        use _ = torch.no_grad ()
        use model = create reading
        let random = Random reading.Seed
        let vocabulary = reading.Architecture.Vocab
        let draw length = Array.init length (fun _ -> int64 (random.Next vocabulary))
        let rows = [| for length in reading.Lengths -> draw length |]
        let most = rows[0].Length
        let padding = [| for row in rows -> most - row.Length |]
        let padded = [| for row in rows -> Array.append (draw (most - row.Length)) row |]
        let singles = [| for row in rows -> (Scores.whole model null [| row |])[0] |]
        let real (logits: float32[][]) = Array.map2 (fun (all: float32[]) p -> all[p * vocabulary ..]) logits padding
        let worst = Array.map2 Scores.difference
        let claim name (found: float[]) = Array.max found <= tolerance |> Prop.label $"{name}: %A{found}; {reading}"

        let alone counts = [| Scores.difference singles[0] (Array.head (Scores.inParts model null counts [| rows[0] |])) |]

        claim "a cache, token by token, equals none" (alone (List.replicate most 1))
        .&. claim "prefill in chunks equals prefill at once" (alone reading.Counts)
        .&. claim "rows of a left-padded batch equal single ones" (worst singles (real (Scores.whole model padding padded)))
        .&. claim "so they do with a cache" (worst singles (real (Scores.inParts model padding [ most - 2; 1 ] padded)))

    static member Families() =
        let data = TheoryData<string>()
        for family in ModelFamily.All do
            data.Add family.Name
        data

    [<Theory; MemberData(nameof FamilyProperties.Families)>]
    member _.``Caches, chunks and padding change nothing`` (family: string) =
        let architectures = if family = ModelFamily.Own.Name then OwnArchitectures.all else FamilySizes.ofFamily family
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(cases), Prop.forAll (Arb.fromGen (readings architectures)) holds)

    [<Fact>]
    member _.``Nor do they where components are the user's``() =
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(8), Prop.forAll (Arb.fromGen (readings OwnComponents.all)) holds)

    interface IDisposable with
        member _.Dispose() = cache.Delete true
