namespace Llm.Gen;

/// <summary>Declares RMSNorm (arXiv:1910.07467) in the layers, and after the last one.</summary>
/// <param name="epsilon">Added to the mean square before its root is taken; 1e-6 unless given.</param>
public sealed class RmsNormAttribute(double epsilon = 1e-6) : NormPartAttribute(epsilon);
