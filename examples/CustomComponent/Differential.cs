using Llm.Gen;

namespace Examples.CustomComponent;

[Decoder(Layers = 2, Hidden = 64, Vocab = 320, Positions = 64, TiedEmbeddings = true)]
[Attention(typeof(DifferentialAttention), Heads = 8), SwiGlu(128), RmsNorm(1e-5), Rope(10_000)]
public partial record Differential;
