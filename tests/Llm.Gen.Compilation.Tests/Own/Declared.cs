namespace Llm.Gen.Compilation.Tests.Own;

/// <summary>An attention of the user's, over this library's kernels.</summary>
[Decoder(Layers = 2, Hidden = 32, Vocab = 64, Positions = 64, TiedEmbeddings = true)]
[Attention(typeof(GatedAttention), "opens", true, Heads = 4, KeyValueHeads = 2), SwiGlu(48), RmsNorm, Rope]
public partial record Gating;

/// <summary>Everything is the user's, with options.</summary>
[Decoder(Layers = 2, Hidden = 32, Vocab = 64, Positions = 64)]
[Attention(typeof(TalkingHeads), Heads = 4), FeedForward(typeof(SquaredRelu), 48, "times", 2.0), Norm(typeof(DynamicTanh), "alpha", 0.75), Rope(500)]
public partial record Talking;

/// <summary>Positions of the user's in an attention of this library.</summary>
[Decoder(Layers = 2, Hidden = 32, Vocab = 64, Positions = 64)]
[Gqa(4, 2), FeedForward(typeof(SquaredRelu), 48), RmsNorm, Position(typeof(LearnedTurns))]
public partial record Turning;
