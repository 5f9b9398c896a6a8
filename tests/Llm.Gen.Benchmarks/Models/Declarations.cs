namespace Llm.Gen.Benchmarks.Models;

/// <summary>A toy: what a test trains.</summary>
[Decoder(Layers = 4, Hidden = 128, Vocab = 512, Positions = 512)]
[Gqa(4, 2), SwiGlu(384), RmsNorm(1e-5), Rope(10_000)]
public partial record Tiny;

/// <summary>What a laptop trains over lunch.</summary>
[Decoder(Layers = 6, Hidden = 256, Vocab = 4096, Positions = 512)]
[Gqa(8, 4), SwiGlu(768), RmsNorm(1e-5), Rope(10_000)]
public partial record Small;

/// <summary>The size of a common TinyStories experiment (arXiv:2305.07759).</summary>
[Decoder(Layers = 8, Hidden = 512, Vocab = 10_000, Positions = 1024)]
[Mha(16), SwiGlu(2048), RmsNorm(1e-5), Rope(10_000)]
public partial record TinyStories;

/// <summary>The shape of SmolLM2-135M, with a head of its own as the peer has it.</summary>
[Decoder(Layers = 30, Hidden = 576, Vocab = 49_152, Positions = 1024)]
[Gqa(9, 3), SwiGlu(1536), RmsNorm(1e-5), Rope(10_000)]
public partial record SmolLm135M;

/// <summary>SmolLM2-135M as it is published.</summary>
[Decoder(Layers = 30, Hidden = 576, Vocab = 49_152, Positions = 8192, TiedEmbeddings = true)]
[Gqa(9, 3), SwiGlu(1536), RmsNorm(1e-5), Rope(100_000)]
public partial record SmolLm2;
