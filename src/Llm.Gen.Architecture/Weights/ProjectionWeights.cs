namespace Llm.Gen.Architectures;

/// <summary>The stored tensors of a projection.</summary>
internal static class ProjectionWeights
{
    /// <summary>Matrix and bias.</summary>
    /// <param name="name">The module's stored name.</param>
    /// <param name="member">The projection, or the group of projections, as a C# path.</param>
    /// <param name="outputs">Rows in memory.</param>
    /// <param name="inputs">Columns in memory.</param>
    /// <param name="hasBias">Whether it adds a bias.</param>
    /// <param name="transform">How the matrix is stored; a bias is never transposed.</param>
    public static IEnumerable<WeightRow> Of(string name, string member, WeightExtent outputs, WeightExtent inputs, bool hasBias, StorageTransform transform = StorageTransform.None)
    {
        yield return new()
        {
            Name = $"{name}.weight",
            Member = $"{member}.Weight",
            Role = StoredRole.Matrix,
            Shape = transform.HasFlag(StorageTransform.Transposed) ? new([inputs, outputs]) : new([outputs, inputs]),
            Transform = transform,
        };
        if (hasBias)
        {
            yield return new()
            {
                Name = $"{name}.bias",
                Member = $"{member}.Bias",
                Role = StoredRole.Bias,
                Shape = new([outputs]),
                Transform = transform & ~StorageTransform.Transposed,
            };
        }
    }
}
