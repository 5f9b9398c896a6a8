using Llm.Gen;

namespace Examples.Train;

/// <summary>A Llama that fits a pocket: two million parameters, 256 positions.</summary>
[Decoder(Layers = 4, Hidden = 192, Vocab = 2048, Positions = 256, TiedEmbeddings = true)]
[Gqa(6, 2), SwiGlu(512), RmsNorm(1e-5), Rope(10_000)]
public partial record Pocket;
