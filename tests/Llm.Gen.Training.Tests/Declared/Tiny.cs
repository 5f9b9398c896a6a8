namespace Llm.Gen.Training.Tests;

[Decoder(Layers = 2, Hidden = 32, Vocab = 64, Positions = 32, TiedEmbeddings = true)]
[Gqa(4, 2), SwiGlu(64), RmsNorm(1e-5), Rope(10_000)]
public partial record Tiny;
