using System.Text.RegularExpressions;

namespace Llm.Gen.Emission;

/// <summary>Every name of Runtime and TorchSharp that emitted code uses. Nothing else is known of them here; a test resolves each.</summary>
public static class RuntimeNames
{
    /// <summary>The version of the runtime's contract that emitted code keeps to.</summary>
    public const string Contract = "Version1";

    private const string Runtime = "Llm.Gen.Runtime.";

    private static readonly Regex Words = new("(?<![.\\w])[A-Z]\\w+", RegexOptions.CultureInvariant);

    /// <summary>The types, in ordinal order, and the members that emitted code names or overrides.</summary>
    public static IReadOnlyList<RuntimeName> All { get; } =
    [
        new("Activate", Runtime + "Activate", "Relu", "Relu2", "Gelu", "GeluTanh", "QuickGelu", "Silu"),
        new("AdapterPoint", Runtime + "AdapterPoint"),
        new("Alibi", Runtime + "Alibi", "Slopes"),
        new("Attend", Runtime + "Attend", "Causal", "Latent", "Turn"),
        new("AttentionShape", Runtime + "AttentionShape"),
        new("Block", Runtime + "Block", "Register", "Keep", "Own", "Repeat", "forward", "Spread"),
        new("CausalModel", Runtime + "CausalModel", "Head", "Hidden", "Score", "Run", "Register", "Weights", "AdapterPoints", "RegisterComponents"),
        new("CreateOptions", Runtime + "CreateOptions"),
        new("Dropout", Runtime + "Dropout", "Apply"),
        new("DropoutSite", Runtime + "DropoutSite", "Embedding", "Attention", "FeedForward"),
        new("DynamicScaling", Runtime + "DynamicScaling", "Factor", "OriginalPositions"),
        new("Embedding", Runtime + "Embedding", "Weight", "Score", "Logits"),
        new("ExpertMatrices", Runtime + "ExpertMatrices", "Apply", "Weight", "Bias"),
        new("FeedForwardShape", Runtime + "FeedForwardShape"),
        new("Gated", Runtime + "Gated", "Silu", "Gelu", "GeluTanh", "Relu", "Sigmoid", "Identity", "Clamped"),
        new("GroupScore", Runtime + "GroupScore", "Best", "TwoBest"),
        new("HeadLayout", Runtime + "HeadLayout"),
        new("HeadNorm", Runtime + "HeadNorm", "Weight"),
        new("HeadNorms", Runtime + "HeadNorms"),
        new("LatentLayout", Runtime + "LatentLayout"),
        new("LayerNorm", Runtime + "LayerNorm", "Weight", "Bias"),
        new("LearnedPositions", Runtime + "LearnedPositions", "Weight"),
        new("LinearScaling", Runtime + "LinearScaling", "Factor"),
        new("Llama3Scaling", Runtime + "Llama3Scaling", "Factor", "OriginalPositions", "LowFrequencyFactor", "HighFrequencyFactor"),
        new("LoadOptions", Runtime + "LoadOptions"),
        new("LogitShape", Runtime + "LogitShape", "Softcap"),
        new("LongRopeScaling", Runtime + "LongRopeScaling", "Factor", "OriginalPositions", "ShortFactors", "LongFactors", "AttentionFactor"),
        new("Mixture", Runtime + "Mixture", "Of"),
        new("ModelFactory", Runtime + "ModelFactory`1", "Create", "Load"),
        new("ModelFacts", Runtime + "ModelFacts", "Name", "Config", "ParameterCount", "CountAll", "Layers", "HiddenSize", "KeyValueHeads", "HeadSize", "Vocabulary", "Positions"),
        new("NormShape", Runtime + "NormShape"),
        new("OwnParameter", Runtime + "OwnParameter", "Value"),
        new("OwnWeights", Runtime + "OwnWeights", "Of", "AdapterPoints", "Count"),
        new("Pass", Runtime + "Pass", "Begin", "Rotation", "Rotations", "Relative", "Through", "At"),
        new("Placement", Runtime + "Placement"),
        new("PositionShape", Runtime + "PositionShape"),
        new("Projection", Runtime + "Projection", "Weight", "Bias", "Score", "Logits", "Rows"),
        new("ProjectionGroup", Runtime + "ProjectionGroup", "Project"),
        new("ProjectionRows", Runtime + "ProjectionRows"),
        new("QueryKeyNorm", Runtime + "QueryKeyNorm", "Heads", "Whole"),
        new("RmsNorm", Runtime + "RmsNorm", "Weight"),
        new("Rope", Runtime + "Rope", "At"),
        new("RopeByLayer", Runtime + "RopeByLayer", "At"),
        new("Router", Runtime + "Router", "Choose", "Weight", "Bias", "Correction"),
        new("RouterScore", Runtime + "RouterScore", "Sigmoid"),
        new("Routing", Runtime + "Routing", "Chosen", "Score", "Normalizes", "Scale", "Groups", "GroupsChosen", "GroupScore", "Capacity", "Balance", "RouterZ"),
        new("RuntimeContract", Runtime + "RuntimeContract", Contract),
        new("Scoring", Runtime + "Scoring", "Scale", "Softcap", "Window", "SinkTokens", "Slopes", "DropoutRate"),
        new("ShawPositions", Runtime + "ShawPositions"),
        new("SinusoidLayout", Runtime + "SinusoidLayout", "Interleaved", "Halves"),
        new("SinusoidalPositions", Runtime + "SinusoidalPositions", "Add"),
        new("StoredLayout", Runtime + "StoredLayout", "Transposed", "ByGroup", "ByHead", "InTurns", "EachExpert"),
        new("StoredWeight", Runtime + "StoredWeight"),
        new("T5Bias", Runtime + "T5Bias"),
        new("Tensor", "TorchSharp.torch+Tensor"),
        new("TiedHead", Runtime + "TiedHead", "Bias", "Logits"),
        new("TokenwiseBlock", Runtime + "TokenwiseBlock", "Register", "Keep", "forward"),
        new("WeightRole", Runtime + "WeightRole", "Matrix", "Gain", "Bias", "Correction", "Table", "Coefficient"),
        new("Xielu", Runtime + "Xielu", "Positive", "Negative"),
        new("YarnScaling", Runtime + "YarnScaling", "Factor", "OriginalPositions", "BetaFast", "BetaSlow", "AttentionFactor", "Mscale", "MscaleAllDimensions", "Truncate"),
    ];

    /// <summary>The list of modules that TorchSharp registers; generic, so that its namespace is imported in place of a short name.</summary>
    public static RuntimeName ModuleList { get; } = new("ModuleList", "TorchSharp.Modules.ModuleList`1");

    /// <summary>What is imported whole: the functions of torch.</summary>
    public static RuntimeName Torch { get; } = new("torch", "TorchSharp.torch", "NewDisposeScope");

    /// <summary>The directives that import what has no short name of its own.</summary>
    public static IReadOnlyList<string> Imports { get; } = ["using global::TorchSharp.Modules;", $"using static {Torch.FullName};"];

    /// <summary>The directives that give the types which a text uses their short names, in ordinal order.</summary>
    /// <param name="text">Emitted code; its comments do not count.</param>
    public static IEnumerable<string> DirectivesOf(string text)
    {
        var used = new HashSet<string>(text.Split('\n').SelectMany(line => Words.Matches(line.Split(["//"], StringSplitOptions.None)[0]).Cast<Match>()).Select(match => match.Value), StringComparer.Ordinal);
        return All.Where(name => used.Contains(name.Alias)).Select(name => $"using {name.Alias} = {name.FullName};");
    }
}
