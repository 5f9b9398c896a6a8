using Llm.Gen;

namespace Examples.Shapes;

/// <summary>A small model: SmolLM2-360M (arXiv:2502.02737), a deep and narrow Llama with tied embeddings.</summary>
[Decoder(Layers = 32, Hidden = 960, Vocab = 49_152, Positions = 8_192, TiedEmbeddings = true)]
[Gqa(15, 5), SwiGlu(2_560), RmsNorm(1e-5), Rope(100_000)]
public partial record SmolLm2Of360M;

/// <summary>A medium one: Mistral-7B (arXiv:2310.06825), grouped queries that see 4,096 tokens back.</summary>
[Decoder(Layers = 32, Hidden = 4_096, Vocab = 32_000, Positions = 32_768)]
[Gqa(32, 8), SlidingWindow(4_096), SwiGlu(14_336), RmsNorm(1e-5), Rope, HuggingFace("mistral")]
public partial record Mistral7B;

/// <summary>A large one: Llama-3.1-70B (arXiv:2407.21783), rotary positions stretched from 8,192 to 131,072.</summary>
[Decoder(Layers = 80, Hidden = 8_192, Vocab = 128_256, Positions = 131_072)]
[Gqa(64, 8), SwiGlu(28_672), RmsNorm(1e-5)]
[Rope(500_000, Scaling = RopeScaling.Llama3, Factor = 8, OriginalPositions = 8_192, LowFrequencyFactor = 1, HighFrequencyFactor = 4)]
public partial record Llama31Of70B;
