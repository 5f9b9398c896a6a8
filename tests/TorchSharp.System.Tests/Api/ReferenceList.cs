using System.Globalization;
using System.Text.RegularExpressions;

namespace TorchSharp.SystemTests.Api;

/// <summary>TorchSharp's members as its source spells them, brought to the spelling of <see cref="Surface"/>.</summary>
internal static partial class ReferenceList
{
    private static readonly HashSet<string> Values =
        ["bool", "byte", "sbyte", "short", "int", "long", "float", "double", "ScalarType", "Reduction", "HType", "RoundingMode"];

    /// <summary>Members and types; what a later version lacks is left out.</summary>
    public static HashSet<string> Read(string path)
    {
        var (lines, gone) = (new HashSet<string>(), new HashSet<string>());
        foreach (var line in File.ReadLines(path))
        {
            if (line.StartsWith('#')) continue;
            var set = line.StartsWith('!') ? gone : lines;
            foreach (var spelled in Lines(line.TrimStart('!').Trim())) set.Add(spelled);
        }
        lines.ExceptWith(gone);
        return lines;
    }

    private static IEnumerable<string> Lines(string line)
    {
        if (EnumMember().Match(line) is { Success: true } member)
        {
            // A member without a number is the one after the line before it in the source, which the list has sorted away.
            yield return $"{member.Groups["type"].Value} :: {member.Groups["name"].Value}{(member.Groups["number"].Success ? $" = {member.Groups["number"].Value}" : "")}";
            yield break;
        }
        var parts = line.Split(" :: ", 2);
        if (parts.Length == 1)
        {
            if (TypeLine().Match(line) is { Success: true } type) yield return Commas(type.Groups["name"].Value);
            yield break;
        }
        yield return $"{Commas(parts[0])} :: {Member(parts[1])}";
    }

    private static string Member(string text)
    {
        text = Modifiers().Replace(Constraint().Replace(text.Split(" = new ")[0], ""), "").Trim();
        if (text.StartsWith("const ", StringComparison.Ordinal)) text = text["const ".Length..];
        if (IndexOfParameters(text) is { } open && !text.Contains('{'))
            return $"{Types(text[..open])}({Parameters(text[(open + 1)..text.LastIndexOf(')')])})";
        if (Property().Match(text) is { Success: true } property)
        {
            var name = property.Groups["indices"].Success ? $"this[{Parameters(property.Groups["indices"].Value)}]" : property.Groups["name"].Value;
            return $"{Types(property.Groups["type"].Value)} {name} {{ {property.Groups["accessors"].Value.Trim()} }}";
        }
        return Types(text.Split(" = ")[0]);
    }

    /// <summary>Where the parameters open: the parenthesis that the last one closes.</summary>
    private static int? IndexOfParameters(string text)
    {
        var depth = 0;
        for (var i = text.LastIndexOf(')'); i >= 0; i--)
        {
            depth += text[i] == ')' ? 1 : text[i] == '(' ? -1 : 0;
            if (depth == 0) return i > 0 && text[..i].Trim() is { Length: > 0 } head && (char.IsLetterOrDigit(head[^1]) || "_>+-*/%&|^~!=<@".Contains(head[^1])) ? i : null;
        }
        return null;
    }

    private static string Parameters(string text) => string.Join(", ", Split(text).Select(Parameter));

    private static string Parameter(string text)
    {
        var parts = Attribute().Replace(text, "").Trim().Split('=', 2);
        var fallback = parts.Length == 2 ? $" = {Default(parts[1].Trim())}" : "";
        return Types(parts[0].Replace("this ", "", StringComparison.Ordinal).Trim()) + fallback;
    }

    private static string Default(string text) => text switch
    {
        "null" or "default" => "null",
        "true" or "false" => text,
        "one_eighth" => Surface.Number(1 / 8.0),
        "one_third" => Surface.Number(1 / 3.0),
        _ when double.TryParse(text.TrimEnd('L', 'f', 'd', 'F'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => Surface.Number(number),
        _ when text.StartsWith('"') => text,
        _ => text.Split('.')[^1],
    };

    /// <summary>Types by their simple names; a question mark stays on values alone; no @ before names.</summary>
    private static string Types(string text)
    {
        text = Commas(Qualifier().Replace(text.Replace("@", "", StringComparison.Ordinal), ""));
        return Question().Replace(text, match => match.Groups["before"].Value is { Length: > 0 } before && (before == ")" || Values.Contains(before)) ? $"{before}?" : match.Groups["before"].Value);
    }

    private static string Commas(string text) => Spaces().Replace(text, match => match.Value.Contains(',') ? ", " : match.Value.Trim());

    private static IEnumerable<string> Split(string text)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += "<([".Contains(text[i]) ? 1 : ">)]".Contains(text[i]) ? -1 : 0;
            if (text[i] != ',' || depth > 0) continue;
            yield return text[start..i];
            start = i + 1;
        }
        if (text[start..].Trim().Length > 0) yield return text[start..];
    }

    [GeneratedRegex(@"^enum-member (?<type>\S+)\.(?<name>\w+)( = (?<number>-?\d+))?$")]
    private static partial Regex EnumMember();

    [GeneratedRegex(@"^((abstract|sealed|static|class|struct|interface|enum|partial|readonly) )*(?<name>TorchSharp(\.\w+(<[^>]*>)?)+)")]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"\b(static|public|protected|internal|virtual|override|abstract|sealed|readonly|unsafe|new|extern) (?!\w+\()")]
    private static partial Regex Modifiers();

    [GeneratedRegex(@" where T\d? ?:.*$| where \w+ : .*$")]
    private static partial Regex Constraint();

    [GeneratedRegex(@"^(?<type>.+?) (?:(?<name>\w+|@\w+)|this\[(?<indices>.*)\]) \{ (?<accessors>[^}]*)\}$")]
    private static partial Regex Property();

    [GeneratedRegex(@"\[[A-Z]\w*(\(.*?\))?\]\s*")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"\b\w+(\.|::)(?=\w)")]
    private static partial Regex Qualifier();

    [GeneratedRegex(@"(?<before>[\w]+|\)|\]|>) ?\?")]
    private static partial Regex Question();

    [GeneratedRegex(@"(?<![\[,])\s*,\s*(?![,\]])|(?<=<)\s+|(?<!operator)\s+(?=>)|(?<=\()\s+")]
    private static partial Regex Spaces();
}
