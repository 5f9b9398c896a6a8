namespace Llm.Gen.Training.Tests;

/// <summary>Large enough for its work to be shared out among threads, with everything whose gradient is a sum over tokens.</summary>
[Decoder(Layers = 2, Hidden = 128, Vocab = 512, Positions = 64)]
[Gqa(4, 2, Bias = AttentionBias.All), SwiGlu(256), RmsNorm(1e-5), Rope(10_000)]
public partial record Wide;
