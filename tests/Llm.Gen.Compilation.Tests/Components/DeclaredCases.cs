namespace Llm.Gen.Compilation.Tests.Components;

// Component cases declared as a user would; each record has the name of its case.

[Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64, EmbeddingScale = 5.656854249492381, FinalNorm = false)]
[Mha(4, Bias = AttentionBias.All), Mlp(64, MlpActivation.Relu, Bias = true), LayerNorm(1e-6, Placement = NormPlacement.Post), Sinusoidal]
public partial record VaswaniPostNorm;

[Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64)]
[Gqa(4, 2), SwiGlu(64), RmsNorm(1e-6), ShawRelative(4, Values = true)]
public partial record ShawKeysValues;

[Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64)]
[Mha(4), Bilinear(64), LayerNorm(1e-6, Bias = false), Rope(Columns = 4)]
public partial record RopePartial;

[Decoder(Layers = 3, Hidden = 32, Vocab = 96, Positions = 64)]
[Mha(4), SwiGlu(64), RmsNorm(1e-6), Rope, SlidingWindow(5, SinkTokens = 2), FullAttention(From = 1, Every = 3)]
public partial record WindowAndSinks;

[Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64)]
[Gqa(4, 2, QueryKeyNorm = QueryKeyNorm.Head, Softcap = 3), SwiGlu(64), RmsNorm(1e-6, Placement = NormPlacement.Sandwich), Rope]
public partial record QkRmsSoftcap;

[Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64)]
[Mha(4), Moe(4, 1, 64, Unit = ExpertUnit.Relu, Capacity = 1, Balance = 0.01, RouterZ = 0.001), RmsNorm(1e-6), Learned]
public partial record SwitchCapacity;

[Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64)]
[Gqa(4, 2), Moe(4, 2, 64, Normalise = true, SharedInner = 24, Balance = 0.02), RmsNorm(1e-6), Rope]
public partial record ExpertsTop2Shared;
