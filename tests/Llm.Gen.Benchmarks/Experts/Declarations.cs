namespace Llm.Gen.Benchmarks.Experts;

/// <summary>Layers of 8 experts, of which a token meets 2, and little else: small attention, few words.</summary>
[Decoder(Layers = 2, Hidden = 1024, Vocab = 64, Positions = 4096)]
[Mha(1, HeadSize = 16), Moe(8, 2, 2048, Normalise = true), RmsNorm(1e-5), Rope(10_000)]
public partial record TwoOfEight;

/// <summary>The same with a dense part of the size of two experts.</summary>
[Decoder(Layers = 2, Hidden = 1024, Vocab = 64, Positions = 4096)]
[Mha(1, HeadSize = 16), SwiGlu(4096), RmsNorm(1e-5), Rope(10_000)]
public partial record DenseAsTwo;
