using System.Diagnostics;
using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>The emitted class FeedForward: a gated unit over one packed projection.</summary>
internal static class FeedForwardClass
{
    public static string Title(GatedFeedForwardSpec gated) => Unit(gated).Title;

    public static string Print(GatedFeedForwardSpec gated, WeightNames names)
    {
        var (_, summary, function) = Unit(gated);
        var bias = gated.HasBias ? ", bias: true" : "";
        return $$"""
            /// <summary>{{summary}}</summary>
            public sealed class FeedForward(Placement place) : TokenwiseBlock(nameof(FeedForward))
            {
                private readonly ProjectionGroup _gateUp = new(HiddenSize, [Inner, Inner], place{{bias}});

                /// <summary>The gate, [F, D].</summary>
                public Projection Gate => _gateUp[0];

                /// <summary>What the gate lets through, [F, D].</summary>
                public Projection Up => _gateUp[1];

                /// <summary>Back to the residual stream, [D, F].</summary>
                public Projection Down { get; } = new(Inner, HiddenSize, place{{bias}});

                /// <summary>[B, T, D] to [B, T, D], token by token.</summary>
                public override Tensor forward(Tensor x)
                {
                    var gateUp = _gateUp.Project(x);                                            // [B, T, 2 F], one matmul for the two
            {{CSharp.Commented($"        return Down.call(Gated.{function}(gateUp));", 84, "// [B, T, D]")}}
                }

                /// <inheritdoc/>
                protected override void Register()
                {
                    register_module("{{names.Gate}}", Gate);
                    register_module("{{names.Up}}", Up);
                    register_module("{{names.Down}}", Down);
                    Keep(_gateUp);
                }
            }
            """;
    }

    private static (string Title, string Summary, string Function) Unit(GatedFeedForwardSpec gated) => gated.Activation switch
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
