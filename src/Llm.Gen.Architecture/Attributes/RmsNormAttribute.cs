namespace Llm.Gen;

/// <summary>Declares RMSNorm (arXiv:1910.07467) before each attention, before each feed-forward and after the last layer.</summary>
/// <param name="epsilon">Added to the mean square before its root is taken.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RmsNormAttribute(double epsilon = 1e-6) : Attribute
{
    /// <summary>Added to the mean square before its root is taken. Default: 1e-6.</summary>
    public double Epsilon { get; } = epsilon;
}
