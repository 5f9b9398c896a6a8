namespace Llm.Gen;

/// <summary>Declares rotary positions (arXiv:2104.09864): queries and keys are rotated, first half of a head against the second.</summary>
/// <param name="theta">Base of the geometric series of frequencies.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RopeAttribute(double theta = 10_000) : Attribute
{
    /// <summary>Base of the geometric series of frequencies. Default: 10,000.</summary>
    public double Theta { get; } = theta;
}
