using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>The emitted class Decoder: embedding, layers, final norm.</summary>
internal static class DecoderClass
{
    public static string Print(Architecture architecture, WeightNames names, HeadAttentionSpec attention, GatedFeedForwardSpec gated) =>
        $$"""
        /// <summary>{{CSharp.Prose(architecture.Layers.Count, "pre-norm layer")}}: {{AttentionClass.Title(attention)}} with {{RopeText.Title(architecture)}}, then {{FeedForwardClass.Title(gated)}}.</summary>
        public sealed class Decoder(Placement place) : Block(nameof(Decoder))
        {
        {{Member(RopeText.Field(architecture))}}    /// <summary>Token embeddings, [V, D].</summary>
            public Embedding Embed { get; } = new(Vocab, HiddenSize, place);

            /// <summary>The layers, first to last.</summary>
            public ModuleList<Layer> Layers { get; } = Repeat(LayerCount, i => new Layer(i, place));

            /// <summary>The norm after the last layer.</summary>
            public RmsNorm Norm { get; } = new(HiddenSize, NormEpsilon, place);

            /// <summary>Token ids [B, T] to last hidden states [B, T, D].</summary>
            public override Tensor forward(Tensor tokens, Pass pass)
            {
                using var scope = NewDisposeScope();

                pass.Begin(tokens, Positions);                                              // where these tokens stand
        {{Statement(RopeText.Begin(architecture))}}        var x = Embed.call(tokens);                                                 // [B, T, D]
                foreach (var layer in Layers)
                    x = pass.Through(layer, x);                                             // recomputed in backward if so asked

                return Norm.call(x).MoveToOuterDisposeScope();
            }

            /// <inheritdoc/>
            protected override void Register()
            {
                register_module("{{names.Embedding}}", Embed);
                register_module("{{names.Layers}}", Layers);
                register_module("{{names.FinalNorm}}", Norm);
        {{Statement(RopeText.Keep(architecture))}}    }
        }
        """;

    private static string Member(string? text) => text is null ? "" : CSharp.Indent(text, 1) + "\n\n";

    private static string Statement(string? line) => line is null ? "" : CSharp.Indent(line, 2) + "\n";
}
