namespace Llm.Gen.Architectures;

/// <summary>GPT-OSS's gate: g = min(gate, limit), u = clamp(up, -limit, limit), then g * sigmoid(alpha g) * (u + 1).</summary>
public sealed record GateClampSpec
{
    /// <summary>Where gate and up projection end.</summary>
    public required double Limit { get; init; }

    /// <summary>What the gate is multiplied by inside the sigmoid. Default: 1.702.</summary>
    public double Alpha { get; init; } = 1.702;
}
