using System.Diagnostics;
using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>The emitted class of a feed-forward, a layer's or an expert's: a gated unit, or a plain one.</summary>
internal static class FeedForwardClass
{
    private const int Column = 76;              // of comments, inside a method

    /// <summary>What the decoder's summary calls it: "SwiGLU".</summary>
    public static string Title(DenseFeedForwardSpec dense) => dense switch
    {
        GatedFeedForwardSpec gated => Gate(gated).Title,
        MlpSpec mlp => $"an MLP with {Plain(mlp.Activation).Title}",
        _ => throw new UnreachableException(),
    };

    /// <summary>The class.</summary>
    /// <param name="dense">What it computes.</param>
    /// <param name="names">How its matrices are stored.</param>
    /// <param name="words">What it and its sizes are called.</param>
    public static string Print(DenseFeedForwardSpec dense, WeightNames names, FeedForwardWords words) => dense switch
    {
        GatedFeedForwardSpec gated when names.GateUp is { } stored => Fused(gated, stored, names, words),
        GatedFeedForwardSpec gated => Gated(gated, names, words),
        MlpSpec mlp => Mlp(mlp, names, words),
        _ => throw new UnreachableException(),
    };

    /// <summary>The expression that lets gate and up through each other.</summary>
    public static string Unit(GatedFeedForwardSpec gated, string gateUp) => gated.Clamp is { } clamp
        ? $"Gated.Clamped({gateUp}, limit: {CSharp.Literal(clamp.Limit)}, alpha: {CSharp.Literal(clamp.Alpha)})"
        : $"Gated.{gated.Activation}({gateUp})";

    private static string Gated(GatedFeedForwardSpec gated, WeightNames names, FeedForwardWords words)
    {
        var summary = Gate(gated).Summary;
        return $$"""
            /// <summary>{{summary}}</summary>
            public sealed class {{words.Class}}(Placement place) : TokenwiseBlock(nameof({{words.Class}}))
            {
                private readonly ProjectionGroup _gateUp = new(HiddenSize, [{{words.Inner}}, {{words.Inner}}], place{{Bias(gated)}});

                /// <summary>The gate, [{{words.Letter}}, D].</summary>
                public Projection Gate => _gateUp[0];

                /// <summary>What the gate lets through, [{{words.Letter}}, D].</summary>
                public Projection Up => _gateUp[1];

                /// <summary>Back to the residual stream, [D, {{words.Letter}}].</summary>
                public Projection Down { get; } = new({{words.Inner}}, HiddenSize, place{{Bias(gated)}});

                /// <summary>[{{words.Rows}}, D] to [{{words.Rows}}, D], token by token.</summary>
                public override Tensor forward(Tensor x)
                {
                    {{CSharp.Commented("var gateUp = _gateUp.Project(x);", Column, $"// [{words.Rows}, 2 {words.Letter}], one matmul for the two")}}
                    {{CSharp.Commented($"return Down.call({Unit(gated, "gateUp")});", Column, $"// [{words.Rows}, D]")}}
                }

                /// <inheritdoc/>
                protected override void Register()
                {
                    {{RegistrationText.Print(names.Gate, "Gate")}}
                    {{RegistrationText.Print(names.Up, "Up")}}
                    {{RegistrationText.Print(names.Down, "Down")}}
                    {{CSharp.Commented("Keep(_gateUp);", Column, "// packed again when torch moves its matrices")}}
                }
            }
            """;
    }

    private static string Fused(GatedFeedForwardSpec gated, string stored, WeightNames names, FeedForwardWords words)
    {
        var summary = Gate(gated).Summary;
        return $$"""
            /// <summary>{{summary}}</summary>
            public sealed class {{words.Class}}(Placement place) : TokenwiseBlock(nameof({{words.Class}}))
            {
                /// <summary>The gate and what it lets through, in one matrix, [2 {{words.Letter}}, D].</summary>
                public Projection GateUp { get; } = new(HiddenSize, 2 * {{words.Inner}}, place{{Bias(gated)}});

                /// <summary>The gate's rows, [{{words.Letter}}, D].</summary>
                public ProjectionRows Gate => GateUp.Rows(0, {{words.Inner}});

                /// <summary>The rows of what the gate lets through, [{{words.Letter}}, D].</summary>
                public ProjectionRows Up => GateUp.Rows({{words.Inner}}, {{words.Inner}});

                /// <summary>Back to the residual stream, [D, {{words.Letter}}].</summary>
                public Projection Down { get; } = new({{words.Inner}}, HiddenSize, place{{Bias(gated)}});

                /// <summary>[{{words.Rows}}, D] to [{{words.Rows}}, D], token by token.</summary>
                public override Tensor forward(Tensor x)
                {
                    {{CSharp.Commented("var gateUp = GateUp.call(x);", Column, $"// [{words.Rows}, 2 {words.Letter}]")}}
                    {{CSharp.Commented($"return Down.call({Unit(gated, "gateUp")});", Column, $"// [{words.Rows}, D]")}}
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

    private static string Mlp(MlpSpec mlp, WeightNames names, FeedForwardWords words)
    {
        var (_, formula) = Plain(mlp.Activation);
        var (learns, member, registration) = mlp.Activation == MlpActivation.Xielu
            ? (true, "\n\n    /// <summary>What stands between them.</summary>\n    public Xielu Activation { get; } = new(place);", "\n        " + RegistrationText.Print(names.Activation, "Activation"))
            : (false, "", "");
        var call = learns ? "Activation.call" : $"Activate.{mlp.Activation}";
        return $$"""
            /// <summary>The MLP (arXiv:1706.03762): {{formula}}.</summary>
            public sealed class {{words.Class}}(Placement place) : TokenwiseBlock(nameof({{words.Class}}))
            {
                /// <summary>To the inner values, [{{words.Letter}}, D].</summary>
                public Projection Up { get; } = new(HiddenSize, {{words.Inner}}, place{{Bias(mlp)}});{{member}}

                /// <summary>Back to the residual stream, [D, {{words.Letter}}].</summary>
                public Projection Down { get; } = new({{words.Inner}}, HiddenSize, place{{Bias(mlp)}});

                /// <summary>[{{words.Rows}}, D] to [{{words.Rows}}, D], token by token.</summary>
                public override Tensor forward(Tensor x)
                {
                    {{CSharp.Commented($"var inner = {call}(Up.call(x));", Column, $"// [{words.Rows}, {words.Letter}]")}}
                    {{CSharp.Commented("return Down.call(inner);", Column, $"// [{words.Rows}, D]")}}
                }

                /// <inheritdoc/>
                protected override void Register()
                {
                    {{RegistrationText.Print(names.Up, "Up")}}{{registration}}
                    {{RegistrationText.Print(names.Down, "Down")}}
                }
            }
            """;
    }

    private static string Bias(DenseFeedForwardSpec dense) => dense.HasBias ? ", bias: true" : "";

    private static (string Title, string Formula) Plain(MlpActivation activation) => activation switch
    {
        MlpActivation.Relu => ("ReLU", "down(relu(up(x)))"),
        MlpActivation.Relu2 => ("squared ReLU", "down(relu(up(x))^2), ReLU squared (arXiv:2109.08668)"),
        MlpActivation.Gelu => ("GELU", "down(gelu(up(x))), GELU by the error function (arXiv:1606.08415)"),
        MlpActivation.GeluTanh => ("GELU", "down(gelu(up(x))), GELU approximated by tanh (arXiv:1606.08415)"),
        MlpActivation.QuickGelu => ("quick GELU", "down(h sigmoid(1.702 h)), h = up(x) (arXiv:1606.08415)"),
        MlpActivation.Silu => ("SiLU", "down(silu(up(x)))"),
        MlpActivation.Xielu => ("xIELU", "down(xielu(up(x))), with two numbers that it learns (arXiv:2411.13010)"),
        _ => throw new UnreachableException(),
    };

    private static (string Title, string Summary) Gate(GatedFeedForwardSpec gated) => gated.Activation switch
    {
        GateActivation.Silu when gated.Clamp is not null => ("clamped SwiGLU", "SwiGLU as GPT-OSS has it (arXiv:2508.10925): down(gate(x) * sigmoid(alpha gate(x)) * (up(x) + 1)), gate and up clamped."),
        GateActivation.Silu => ("SwiGLU", "SwiGLU (arXiv:2002.05202): down(silu(gate(x)) * up(x))."),
        GateActivation.Gelu => ("GEGLU", "GEGLU (arXiv:2002.05202): down(gelu(gate(x)) * up(x))."),
        GateActivation.GeluTanh => ("GEGLU", "GEGLU (arXiv:2002.05202) with GELU approximated by tanh (arXiv:1606.08415): down(gelu(gate(x)) * up(x))."),
        GateActivation.Relu => ("ReGLU", "ReGLU (arXiv:2002.05202): down(relu(gate(x)) * up(x))."),
        GateActivation.Sigmoid => ("GLU", "GLU (arXiv:1612.08083): down(sigmoid(gate(x)) * up(x))."),
        GateActivation.Identity => ("the bilinear unit", "The bilinear unit (arXiv:2002.05202): down(gate(x) * up(x))."),
        _ => throw new UnreachableException(),
    };
}
