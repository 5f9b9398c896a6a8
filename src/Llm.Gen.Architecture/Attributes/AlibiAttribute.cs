namespace Llm.Gen;

/// <summary>Declares ALiBi (arXiv:2108.12409): scores fall with the distance, each head with a slope of its own.</summary>
public sealed class AlibiAttribute : LayerPartAttribute
{
    /// <summary>What the slopes are multiplied by. Default: 1.</summary>
    public double Multiplier { get; set; } = 1;
}
