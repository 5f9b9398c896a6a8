using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>The emitted class Layer: two residual steps, each on a normed input.</summary>
internal static class LayerClass
{
    public static string Print(WeightNames names) =>
        $$"""
        /// <summary>One layer: x + attention(norm(x)), then x + feed-forward(norm(x)). Its scope frees what both leave behind.</summary>
        public sealed class Layer(int index, Placement place) : Block(nameof(Layer))
        {
            /// <summary>The norm before attention.</summary>
            public RmsNorm AttentionNorm { get; } = new(HiddenSize, NormEpsilon, place);

            /// <summary>Where tokens look at each other.</summary>
            public Attention Attention { get; } = new(index, place);

            /// <summary>The norm before the feed-forward part.</summary>
            public RmsNorm FeedForwardNorm { get; } = new(HiddenSize, NormEpsilon, place);

            /// <summary>Where each token is worked on alone.</summary>
            public FeedForward FeedForward { get; } = new(place);

            /// <summary>[B, T, D] to [B, T, D].</summary>
            public override Tensor forward(Tensor x, Pass pass)
            {
                using var scope = NewDisposeScope();

                x = x + Attention.call(AttentionNorm.call(x), pass);                        // [B, T, D]
                x = x + FeedForward.call(FeedForwardNorm.call(x));                          // [B, T, D]
                return x.MoveToOuterDisposeScope();
            }

            /// <inheritdoc/>
            protected override void Register()
            {
                register_module("{{names.AttentionNorm}}", AttentionNorm);
                register_module("{{names.Attention}}", Attention);
                register_module("{{names.FeedForwardNorm}}", FeedForwardNorm);
                register_module("{{names.FeedForward}}", FeedForward);
            }
        }
        """;
}
