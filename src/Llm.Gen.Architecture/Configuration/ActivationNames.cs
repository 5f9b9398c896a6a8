namespace Llm.Gen.Architectures;

/// <summary>The activations under the names that config.json's <c>hidden_act</c> has for them.</summary>
internal static class ActivationNames
{
    // The first name of an activation is the one that is written.
    private static readonly (string Name, GateActivation Activation)[] Rows =
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

    public static IEnumerable<string> All => Rows.Select(row => row.Name);

    public static string Of(GateActivation activation) => Rows.First(row => row.Activation == activation).Name;

    public static GateActivation? Find(string name) => Rows.Where(row => row.Name == name).Select(row => (GateActivation?)row.Activation).FirstOrDefault();
}
