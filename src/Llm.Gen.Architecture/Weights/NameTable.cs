namespace Llm.Gen.Architectures;

/// <summary>
/// Names of tensors as a checkpoint has them: pairs of a path as the model has it and as it is stored. A path is whole segments, "model.layers.{i}.self_attn",
/// and stands for all names that begin with it; a stored path that is empty leaves it out. {i}, or any word in braces, is a number that both paths have. The longest path that fits counts, and names that none fits stay as they are.
/// </summary>
public sealed class NameTable
{
    private readonly List<(string[] Own, string[] Stored)> _rows;

    /// <summary>The table that leaves all names as they are.</summary>
    public static NameTable Empty { get; } = new([]);

    /// <summary>The table of some pairs.</summary>
    /// <param name="pairs">The model's path, the stored path.</param>
    public NameTable(IEnumerable<KeyValuePair<string, string>> pairs) =>
        _rows = [.. pairs.Select(pair => (Own: pair.Key.Split('.'), Stored: pair.Value.Length == 0 ? [] : pair.Value.Split('.'))).OrderByDescending(row => row.Own.Length)];

    /// <summary>The stored name of a tensor.</summary>
    /// <param name="name">The model's name of it.</param>
    public string Spell(string name)
    {
        var path = name.Split('.');
        var (own, stored) = _rows.Find(row => Fits(row.Own, path));
        return own is null ? name : string.Join(".", stored.Select(segment => IsNumber(segment) ? path[Array.IndexOf(own, segment)] : segment).Concat(path.Skip(own.Length)));
    }

    /// <summary>What is wrong with the table for a model, a sentence a mistake.</summary>
    /// <param name="names">The model's names.</param>
    public IEnumerable<string> Errors(IReadOnlyList<string> names)
    {
        foreach (var (own, stored) in _rows)
        {
            var path = string.Join(".", own);
            if (Array.Find(stored, segment => IsNumber(segment) && !own.Contains(segment)) is { } unknown)
                yield return $"{path} has no {unknown}, which {string.Join(".", stored)} has; write it into both";
            if (!names.Any(name => Fits(own, name.Split('.'))))
                yield return $"{path} is no tensor of the model, nor the beginning of one; its names begin with {names[0]}";
        }

        foreach (var same in names.GroupBy(Spell).Where(group => group.Count() > 1))
            yield return $"{string.Join(" and ", same.Take(2))} are both stored as {same.Key}; give each a name of its own";
    }

    private static bool Fits(string[] own, string[] path) =>
        own.Length <= path.Length && own.Zip(path, (expected, found) => expected == found || (IsNumber(expected) && found.Length > 0 && found.All(letter => letter is >= '0' and <= '9'))).All(fits => fits);

    private static bool IsNumber(string segment) => segment.Length > 2 && segment[0] == '{' && segment[segment.Length - 1] == '}';
}
