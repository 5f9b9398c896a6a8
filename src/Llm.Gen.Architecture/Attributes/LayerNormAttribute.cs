namespace Llm.Gen;

/// <summary>Declares LayerNorm (arXiv:1607.06450) in the layers, and after the last one.</summary>
/// <param name="epsilon">Added to the variance before its root is taken; 1e-5 unless given.</param>
public sealed class LayerNormAttribute(double epsilon = 1e-5) : NormPartAttribute(epsilon)
{
    /// <summary>Whether there is a weight. Default: true.</summary>
    public bool Weight { get; set; } = true;

    /// <summary>Whether there is a bias. Default: true.</summary>
    public bool Bias { get; set; } = true;
}
