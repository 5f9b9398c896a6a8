using Llm.Gen;

namespace Examples.Generate;

/// <summary>SmolLM2-135M (HuggingFaceTB, Apache-2.0): a Llama of 134,515,008 parameters.</summary>
[Decoder(Layers = 30, Hidden = 576, Vocab = 49_152, Positions = 8_192, TiedEmbeddings = true)]
[Gqa(9, 3), SwiGlu(1536), RmsNorm(1e-5), Rope(100_000)]
public partial record SmolLm2;
