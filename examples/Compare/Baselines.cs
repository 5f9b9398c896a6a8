using Llm.Gen;

namespace Examples.Compare;

// The four models that studies with TinyStories (arXiv:2305.07759) compare, from the oldest to what is usual today, at a size that learns in minutes on two cores. Each is the one before it with
// one idea exchanged.

/// <summary>The decoder of 2018 (GPT-1): norms after each part, GELU, learned positions; it reads characters.</summary>
[Decoder(Layers = 4, Hidden = 128, Vocab = 128, Positions = 128, FinalNorm = false, TiedEmbeddings = true)]
[Mha(8, Bias = AttentionBias.All), Mlp(512, MlpActivation.Gelu, Bias = true), LayerNorm(Placement = NormPlacement.Post), Learned]
public partial record Legacy;

/// <summary>The baseline: subwords, sinusoidal positions and embeddings scaled up to them (arXiv:1706.03762), RMSNorm (arXiv:1910.07467) before each part, SwiGLU (arXiv:2002.05202).</summary>
[Decoder(Layers = 4, Hidden = 128, Vocab = 1_024, Positions = 128, TiedEmbeddings = true, EmbeddingScale = 11.3137)]
[Mha(8), SwiGlu(344), RmsNorm, Sinusoidal]
public partial record Baseline;

/// <summary>The baseline with grouped queries (arXiv:2305.13245): a quarter of the keys and values.</summary>
[Decoder(Layers = 4, Hidden = 128, Vocab = 1_024, Positions = 128, TiedEmbeddings = true, EmbeddingScale = 11.3137)]
[Gqa(8, 2), SwiGlu(344), RmsNorm, Sinusoidal]
public partial record Grouped;

/// <summary>The same with rotary positions (arXiv:2104.09864) in place of the sinusoids, and plain embeddings.</summary>
[Decoder(Layers = 4, Hidden = 128, Vocab = 1_024, Positions = 128, TiedEmbeddings = true)]
[Gqa(8, 2), SwiGlu(344), RmsNorm, Rope]
public partial record Rotary;
