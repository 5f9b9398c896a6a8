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
        {{CSharp.Indent(CSharp.Lines(
        [
            "Decoder = new Decoder(place);",
            model.Architecture.Head.HasBias ? "Head = new TiedHead(Decoder.Embed, Vocab, place);" : null,
            Logits(model.Architecture),
            Registration,
        ]), 2)}}
            }

            /// <summary>{{Decoder(model.Architecture)}}</summary>
            public Decoder Decoder { get; }

            /// <summary>What scores the vocabulary: the embedding, read the other way{{(model.Architecture.Head.HasBias ? ", and a bias" : "")}}{{Shape(model.Architecture)}}.</summary>
            public override {{(model.Architecture.Head.HasBias ? "TiedHead Head { get; }" : "Embedding Head => Decoder.Embed;")}}

        {{Seam(model.Architecture)}}

            /// <inheritdoc/>
        {{CSharp.Indent(model.Architecture.Head.HasBias ? Registrations(names) : $"protected override void Register() => register_module(\"{names.Decoder}\", Decoder);", 1)}}
        }
        """;

    private static string Untied(ModelDeclaration model, WeightNames names) =>
        $$"""
        /// <summary>The language model: the decoder, and the matrix that scores its hidden states.</summary>
        public sealed partial class Model : CausalModel
        {
            internal Model(Placement place) : base({{model.Name}}.Facts)
            {
        {{CSharp.Indent(CSharp.Lines(
        [
            "Decoder = new Decoder(place);",
            $"Head = new Projection({(model.Architecture.Embedding.Size is null ? "HiddenSize" : "EmbeddingSize")}, Vocab, place{(model.Architecture.Head.HasBias ? ", bias: true" : "")});",
            Logits(model.Architecture),
            Registration,
        ]), 2)}}
            }

            /// <summary>{{Decoder(model.Architecture)}}</summary>
            public Decoder Decoder { get; }

            /// <summary>What scores the vocabulary, [V, {{Letter(model.Architecture)}}]{{Shape(model.Architecture)}}.</summary>
            public override Projection Head { get; }

        {{Seam(model.Architecture)}}

            /// <inheritdoc/>
        {{CSharp.Indent(Registrations(names), 1)}}
        }
        """;

    private static string Registrations(WeightNames names) =>
        $$"""
        protected override void Register()
        {
            register_module("{{names.Decoder}}", Decoder);
            register_module("{{names.Head}}", Head);
        }
        """;

    private static string Registration { get; } = CSharp.Commented("RegisterComponents();", 76, "// the root registers the whole tree");

    private static string Decoder(Architecture architecture) => architecture.FinalNorm is null ? "Embedding and layers." : "Embedding, layers and final norm.";

    private static string Letter(Architecture architecture) => architecture.Embedding.Size is null ? "D" : "W";

    /// <summary>What is done to the scores, as the end of a sentence.</summary>
    private static string Shape(Architecture architecture) => architecture.Head switch
    {
        { Multiplier: not 1, Softcap: not null } => "; scores are multiplied by LogitMultiplier, then held within the softcap",
        { Multiplier: not 1 } => "; scores are multiplied by LogitMultiplier",
        { Softcap: not null } => "; scores are held within the softcap (arXiv:2408.00118)",
        _ => "",
    };

    private static string? Logits(Architecture architecture) => architecture.Head switch
    {
        { Multiplier: not 1, Softcap: not null } => CSharp.Commented("Head.Logits = new LogitShape(LogitMultiplier, LogitSoftcap);", 76, "// LogitSoftcap tanh(LogitMultiplier y / LogitSoftcap)"),
        { Multiplier: not 1 } => "Head.Logits = new LogitShape(LogitMultiplier);",
        { Softcap: not null } => CSharp.Commented("Head.Logits = new LogitShape(Softcap: LogitSoftcap);", 76, "// LogitSoftcap tanh(y / LogitSoftcap)"),
        _ => null,
    };

    private static string Seam(Architecture architecture) =>
        $$"""
            /// <summary>Last hidden states [B, T, {{Letter(architecture)}}] of token ids [B, T]; training and evaluation score only the rows they need.</summary>
            public override Tensor Hidden(Tensor tokens, Pass pass) => Run(Decoder, tokens, pass);

            /// <summary>Logits of hidden states: [.., {{Letter(architecture)}}] to float32 [.., V].</summary>
            public override Tensor Score(Tensor hidden) => Run(Head, hidden);
        """;
}
