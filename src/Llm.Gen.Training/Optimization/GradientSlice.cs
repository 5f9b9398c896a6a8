using System.Globalization;
using Llm.Gen.Runtime;

namespace Llm.Gen.Training;

/// <summary>Where one weight's numbers lie among all that are trained.</summary>
/// <param name="Weight">The weight.</param>
/// <param name="Start">Its first number.</param>
/// <param name="Count">Its numbers.</param>
public sealed record GradientSlice(StoredWeight Weight, long Start, long Count)
{
    /// <summary>The shape in memory, which is not always the stored one.</summary>
    internal long[] Shape { get; } = Weight.Parameter.shape;

    /// <summary>Whether it is a matrix, or a stack of them.</summary>
    public bool IsMatrix => Weight.Role == WeightRole.Matrix && Shape.Length >= 2;

    /// <summary>The layer that it belongs to; null where it stands outside of layers, as embeddings do.</summary>
    public int? Layer => LayerOf(Weight.Name);

    /// <summary>The first number among the parts of a name: families number their layers so, and nothing before them.</summary>
    internal static int? LayerOf(string name)
    {
        foreach (var part in name.Split('.'))
        {
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var layer))
                return layer;
        }
        return null;
    }
}
