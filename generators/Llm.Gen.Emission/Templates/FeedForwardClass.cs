using System.Diagnostics;
using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>The emitted class FeedForward: a gated unit, or a plain one.</summary>
internal static class FeedForwardClass
{
    private const int Column = 76;              // of comments, inside a method

    /// <summary>What the decoder's summary calls it: "SwiGLU".</summary>
    public static string Title(Architecture architecture) => architecture.Layers[0].FeedForward switch
    {
        GatedFeedForwardSpec gated => Gate(gated.Activation).Title,
        MlpSpec mlp => $"a plain feed-forward part with {Plain(mlp.Activation).Title}",
        _ => throw new UnreachableException(),
    };

    /// <summary>The constants, a line each.</summary>
    public static IEnumerable<string> Constants(Architecture architecture) => architecture.Layers[0].FeedForward switch
    {
        DenseFeedForwardSpec dense => [ModelConstants.Size("Inner", dense.Inner, "F")],
        _ => throw new UnreachableException(),
    };

    /// <summary>The expression that runs a layer's.</summary>
    /// <param name="feedForward">What the layer has.</param>
    /// <param name="input">The expression of its input.</param>
    public static string Call(FeedForwardSpec feedForward, string input) => feedForward switch
    {
        DenseFeedForwardSpec => $"FeedForward.call({input})",
        _ => throw new UnreachableException(),
    };

    public static string Print(Architecture architecture, WeightNames names) => architecture.Layers[0].FeedForward switch
    {
        GatedFeedForwardSpec gated when names.GateUp is { } stored => Fused(gated, stored, names),
        GatedFeedForwardSpec gated => Gated(gated, names),
        MlpSpec mlp => Mlp(mlp, names),
        _ => throw new UnreachableException(),
    };

    private static string Gated(GatedFeedForwardSpec gated, WeightNames names)
    {
        var (_, summary, function) = Gate(gated.Activation);
        return $$"""
            /// <summary>{{summary}}</summary>
            public sealed class FeedForward(Placement place) : TokenwiseBlock(nameof(FeedForward))
            {
                private readonly ProjectionGroup _gateUp = new(HiddenSize, [Inner, Inner], place{{Bias(gated)}});

                /// <summary>The gate, [F, D].</summary>
                public Projection Gate => _gateUp[0];

                /// <summary>What the gate lets through, [F, D].</summary>
                public Projection Up => _gateUp[1];

                /// <summary>Back to the residual stream, [D, F].</summary>
                public Projection Down { get; } = new(Inner, HiddenSize, place{{Bias(gated)}});

                /// <summary>[B, T, D] to [B, T, D], token by token.</summary>
                public override Tensor forward(Tensor x)
                {
                    var gateUp = _gateUp.Project(x);                                            // [B, T, 2 F], one matmul for the two
                    {{CSharp.Commented($"return Down.call(Gated.{function}(gateUp));", Column, "// [B, T, D]")}}
                }

                /// <inheritdoc/>
                protected override void Register()
                {
                    {{RegistrationText.Print(names.Gate, "Gate")}}
                    {{RegistrationText.Print(names.Up, "Up")}}
                    {{RegistrationText.Print(names.Down, "Down")}}
                    Keep(_gateUp);
                }
            }
            """;
    }

    private static string Fused(GatedFeedForwardSpec gated, string stored, WeightNames names)
    {
        var (_, summary, function) = Gate(gated.Activation);
        return $$"""
            /// <summary>{{summary}}</summary>
            public sealed class FeedForward(Placement place) : TokenwiseBlock(nameof(FeedForward))
            {
                /// <summary>The gate and what it lets through, stored as one matrix, [2 F, D].</summary>
                public Projection GateUp { get; } = new(HiddenSize, 2 * Inner, place{{Bias(gated)}});

                /// <summary>The gate's rows, [F, D].</summary>
                public ProjectionRows Gate => GateUp.Rows(0, Inner);

                /// <summary>The rows of what the gate lets through, [F, D].</summary>
                public ProjectionRows Up => GateUp.Rows(Inner, Inner);

                /// <summary>Back to the residual stream, [D, F].</summary>
                public Projection Down { get; } = new(Inner, HiddenSize, place{{Bias(gated)}});

                /// <summary>[B, T, D] to [B, T, D], token by token.</summary>
                public override Tensor forward(Tensor x)
                {
                    var gateUp = GateUp.call(x);                                                // [B, T, 2 F]
                    {{CSharp.Commented($"return Down.call(Gated.{function}(gateUp));", Column, "// [B, T, D]")}}
                }

                /// <inheritdoc/>
                protected override void Register()
                {
                    {{RegistrationText.Print(stored, "GateUp")}}
                    {{RegistrationText.Print(names.Down, "Down")}}
                }
            }
            """;
    }

    private static string Mlp(MlpSpec mlp, WeightNames names)
    {
        var (_, formula) = Plain(mlp.Activation);
        return $$"""
            /// <summary>The plain feed-forward part (arXiv:1706.03762): {{formula}}.</summary>
            public sealed class FeedForward(Placement place) : TokenwiseBlock(nameof(FeedForward))
            {
                /// <summary>To the inner values, [F, D].</summary>
                public Projection Up { get; } = new(HiddenSize, Inner, place{{Bias(mlp)}});

                /// <summary>Back to the residual stream, [D, F].</summary>
                public Projection Down { get; } = new(Inner, HiddenSize, place{{Bias(mlp)}});

                /// <summary>[B, T, D] to [B, T, D], token by token.</summary>
                public override Tensor forward(Tensor x)
                {
                    {{CSharp.Commented($"var inner = Activate.{mlp.Activation}(Up.call(x));", Column, "// [B, T, F]")}}
                    return Down.call(inner);                                                    // [B, T, D]
                }

                /// <inheritdoc/>
                protected override void Register()
                {
                    {{RegistrationText.Print(names.Up, "Up")}}
                    {{RegistrationText.Print(names.Down, "Down")}}
                }
            }
            """;
    }

    private static string Bias(DenseFeedForwardSpec dense) => dense.HasBias ? ", bias: true" : "";

    private static (string Title, string Formula) Plain(MlpActivation activation) => activation switch
    {
        MlpActivation.Relu => ("relu", "down(relu(up(x)))"),
        MlpActivation.Relu2 => ("squared relu", "down(relu(up(x))^2), relu squared (arXiv:2109.08668)"),
        MlpActivation.Gelu => ("gelu", "down(gelu(up(x))), gelu by the error function (arXiv:1606.08415)"),
        MlpActivation.GeluTanh => ("gelu", "down(gelu(up(x))), gelu approximated by tanh (arXiv:1606.08415)"),
        MlpActivation.QuickGelu => ("quick gelu", "down(h sigmoid(1.702 h)), h = up(x) (arXiv:1606.08415)"),
        MlpActivation.Silu => ("silu", "down(silu(up(x)))"),
        _ => throw new UnreachableException(),
    };

    private static (string Title, string Summary, string Function) Gate(GateActivation activation) => activation switch
    {
        GateActivation.Silu => ("SwiGLU", "SwiGLU (arXiv:2002.05202): down(silu(gate(x)) * up(x)).", "Silu"),
        GateActivation.Gelu => ("GEGLU", "GEGLU (arXiv:2002.05202): down(gelu(gate(x)) * up(x)).", "Gelu"),
        GateActivation.GeluTanh => ("GEGLU", "GEGLU (arXiv:2002.05202) with gelu approximated by tanh (arXiv:1606.08415): down(gelu(gate(x)) * up(x)).", "GeluTanh"),
        GateActivation.Relu => ("ReGLU", "ReGLU (arXiv:2002.05202): down(relu(gate(x)) * up(x)).", "Relu"),
        GateActivation.Sigmoid => ("GLU", "GLU (arXiv:1612.08083): down(sigmoid(gate(x)) * up(x)).", "Sigmoid"),
        GateActivation.Identity => ("the bilinear unit", "The bilinear unit (arXiv:2002.05202): down(gate(x) * up(x)).", "Identity"),
        _ => throw new UnreachableException(),
    };
}
