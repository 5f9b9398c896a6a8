using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>The condition that tells some layers from the others by their index.</summary>
internal static class LayerSet
{
    /// <summary>The shortest of: the first ones, every n-th, a list.</summary>
    /// <param name="architecture">Whose layers.</param>
    /// <param name="isIn">Whether a layer is one of them; some are and some are not.</param>
    public static string Condition(Architecture architecture, Func<LayerSpec, bool> isIn)
    {
        var members = Enumerable.Range(0, architecture.Layers.Count).Where(i => isIn(architecture.Layers[i])).ToList();
        if (members[members.Count - 1] == members.Count - 1)
            return $"i < {members.Count}";
        if (members[0] == architecture.Layers.Count - members.Count)
            return $"i >= {members[0]}";

        var step = members.Count > 1 ? members[1] - members[0] : architecture.Layers.Count;
        var everyNth = Enumerable.Range(0, architecture.Layers.Count).Where(i => i % step == members[0] % step).ToList();
        return members.Count > 2 && everyNth.SequenceEqual(members) ? $"i % {step} == {members[0] % step}" : members.Count == 1 ? $"i == {members[0]}" : $"i is {string.Join(" or ", members)}";
    }
}
