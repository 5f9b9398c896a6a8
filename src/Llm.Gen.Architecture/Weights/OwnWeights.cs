namespace Llm.Gen.Architectures;

/// <summary>The row of a component that the library's user wrote.</summary>
internal static class OwnWeights
{
    public static WeightRow Of(string name, string member) => new() { Name = name, Member = member, Role = StoredRole.Matrix, Shape = default, IsOwn = true };
}
