namespace Llm.Gen.Training.Tests;

[Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64)]
[Gqa(4, 2), SwiGlu(64), RmsNorm(1e-6), Rope(10_000)]
public partial record FixtureLlama;

[Decoder(Layers = 2, Hidden = 32, Vocab = 64, Positions = 32, TiedEmbeddings = true)]
[Gqa(4, 2), SwiGlu(64), RmsNorm(1e-5), Rope(10_000)]
public partial record Tiny;

[Decoder(Layers = 1, Hidden = 32, Vocab = 64, Positions = 32)]
[Mha(4), SwiGlu(64), RmsNorm(1e-5), Rope(10_000)]
public partial record Other;
