namespace Llm.Gen.Architectures;

/// <summary>The activations under the names that config.json has for them; of one activation the first name is the one that is written.</summary>
internal static class ActivationNames
{
    public static (string Name, GateActivation Activation)[] Gates { get; } =
    [
        ("silu", GateActivation.Silu),
        ("swish", GateActivation.Silu),
        ("gelu", GateActivation.Gelu),
        ("gelu_python", GateActivation.Gelu),
        ("gelu_pytorch_tanh", GateActivation.GeluTanh),
        ("gelu_new", GateActivation.GeluTanh),
        ("relu", GateActivation.Relu),
        ("sigmoid", GateActivation.Sigmoid),
        ("linear", GateActivation.Identity),
    ];

    /// <summary>Those that are a function alone, which is what the families' feed-forwards have.</summary>
    public static (string Name, MlpActivation Activation)[] Plain { get; } =
    [
        ("relu", MlpActivation.Relu),
        ("relu2", MlpActivation.Relu2),
        ("gelu", MlpActivation.Gelu),
        ("gelu_python", MlpActivation.Gelu),
        ("gelu_new", MlpActivation.GeluTanh),
        ("gelu_pytorch_tanh", MlpActivation.GeluTanh),
        ("gelu_fast", MlpActivation.GeluTanh),
        ("quick_gelu", MlpActivation.QuickGelu),
        ("silu", MlpActivation.Silu),
        ("swish", MlpActivation.Silu),
    ];

    /// <summary>Those too that learn.</summary>
    public static (string Name, MlpActivation Activation)[] PlainOrLearnt { get; } = [.. Plain, ("xielu", MlpActivation.Xielu)];
}
