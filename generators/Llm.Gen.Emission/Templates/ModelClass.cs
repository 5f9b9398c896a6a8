using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>The emitted class Model: the decoder and what scores its hidden states.</summary>
internal static class ModelClass
{
    public static string Print(ModelDeclaration model, WeightNames names) =>
        model.Architecture.TiedEmbeddings ? Tied(model, names) : Untied(model, names);

    private static string Tied(ModelDeclaration model, WeightNames names) =>
        $$"""
        /// <summary>The language model: the decoder, and its tied embedding as the head.</summary>
        public sealed partial class Model : CausalModel
        {
            internal Model(Placement place) : base({{model.Name}}.Facts)
            {
                Decoder = new Decoder(place);
                RegisterComponents();                                                       // the root registers the whole tree
            }

            /// <summary>Embedding, layers and final norm.</summary>
            public Decoder Decoder { get; }

            /// <summary>What scores the vocabulary: the embedding, read the other way.</summary>
            public override Embedding Head => Decoder.Embed;

        {{Seam}}

            /// <inheritdoc/>
            protected override void Register() => register_module("{{names.Decoder}}", Decoder);
        }
        """;

    private static string Untied(ModelDeclaration model, WeightNames names) =>
        $$"""
        /// <summary>The language model: the decoder, and the matrix that scores its hidden states.</summary>
        public sealed partial class Model : CausalModel
        {
            internal Model(Placement place) : base({{model.Name}}.Facts)
            {
                Decoder = new Decoder(place);
                Head = new Projection(HiddenSize, Vocab, place);
                RegisterComponents();                                                       // the root registers the whole tree
            }

            /// <summary>Embedding, layers and final norm.</summary>
            public Decoder Decoder { get; }

            /// <summary>What scores the vocabulary, [V, D].</summary>
            public override Projection Head { get; }

        {{Seam}}

            /// <inheritdoc/>
            protected override void Register()
            {
                register_module("{{names.Decoder}}", Decoder);
                register_module("{{names.Head}}", Head);
            }
        }
        """;

    private const string Seam =
        """
            /// <summary>Last hidden states [B, T, D] of token ids [B, T]; training and evaluation score only the rows they need.</summary>
            public override Tensor Hidden(Tensor tokens, Pass pass) => Run(Decoder, tokens, pass);

            /// <summary>Logits of hidden states: [.., D] to float32 [.., V].</summary>
            public override Tensor Score(Tensor hidden) => Run(Head, hidden);
        """;
}
