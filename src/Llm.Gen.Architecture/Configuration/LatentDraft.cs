namespace Llm.Gen.Architectures;

/// <summary>The sizes of a latent attention while they are read or written.</summary>
internal sealed class LatentDraft
{
    public int? QueryRank;
    public int KeyValueRank;
    public int PlainSize;
    public int RotarySize;
    public int ValueSize;
    public double Epsilon = 1e-6;       // of the latents' norms, whatever the layers' have
    public bool HasBias;
}
