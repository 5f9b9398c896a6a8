namespace TorchSharp;

/// <summary>What a wider tensor holds at its edges.</summary>
public enum PaddingModes
{
    /// <summary>Zeros.</summary>
    Zeros = 0,

    /// <summary>The elements mirrored at the edge.</summary>
    Reflect = 1,

    /// <summary>The elements at the edge.</summary>
    Replicate = 2,

    /// <summary>The elements of the other end.</summary>
    Circular = 3,

    /// <summary>One value.</summary>
    Constant = 4,
}
