namespace Llm.Gen.Training.Tests;

[Decoder(Layers = 1, Hidden = 32, Vocab = 64, Positions = 32)]
[Mha(4), SwiGlu(64), RmsNorm(1e-5), Rope(10_000)]
public partial record Other;
