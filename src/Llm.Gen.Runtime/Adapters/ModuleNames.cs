using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Llm.Gen.Runtime;

/// <summary>How adapter files pick modules by name. Their patterns are regular expressions of strangers: they run without backtracking, or with a limit of time.</summary>
internal static class ModuleNames
{
    private const int LongestPattern = 10_000;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    private static readonly ConcurrentDictionary<string, Regex> Compiled = new(StringComparer.Ordinal);

    /// <summary>Whether a name is in a list, or ends with a dot and an entry of it.</summary>
    public static bool IsListed(string name, IReadOnlyList<string> list) =>
        list.Any(entry => name == entry || name.EndsWith("." + entry, StringComparison.Ordinal));

    /// <summary>Whether a pattern matches the whole name.</summary>
    public static bool IsWhole(string name, string pattern) => Of($"^(?:{pattern})$").IsMatch(name);

    /// <summary>Whether a pattern matches the name, or its end after a dot.</summary>
    public static bool EndsWith(string name, string pattern) => Of($@"^(?:.*\.)?(?:{pattern})$").IsMatch(name);

    /// <summary>The number of the layer that a module belongs to, or none.</summary>
    /// <param name="name">The module's name.</param>
    /// <param name="patterns">What stands before the number; anything where none is given.</param>
    public static int? LayerOf(string name, IReadOnlyList<string> patterns)
    {
        foreach (var pattern in patterns.Count == 0 ? [@"[^.]*"] : patterns)
        {
            var match = Of($@"^(?:.*?\.)?(?:{pattern})\.(?<layer>\d+)(?:\.|$)").Match(name);
            if (match.Success && int.TryParse(match.Groups["layer"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var layer))
                return layer;
        }
        return null;
    }

    /// <summary>What is wrong with a pattern, or nothing.</summary>
    public static string? Problem(string pattern)
    {
        if (pattern.Length > LongestPattern)
            return $"{pattern.Length} characters, {LongestPattern} are allowed";
        try
        {
            _ = Of($"^(?:{pattern})$");
            return null;
        }
        catch (ArgumentException problem)
        {
            return Formats.Printable.Of(problem.Message);
        }
    }

    private static Regex Of(string pattern) => Compiled.GetOrAdd(pattern, Compile);

    private static Regex Compile(string pattern)
    {
        const RegexOptions plain = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
        try
        {
            return new Regex(pattern, plain | RegexOptions.NonBacktracking, Longest);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, plain, Longest);      // looks ahead or back, which needs backtracking
        }
    }
}
