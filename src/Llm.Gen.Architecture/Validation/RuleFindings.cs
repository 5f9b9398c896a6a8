using System.Globalization;

namespace Llm.Gen.Architectures;

/// <summary>What rules find, in the language of the one who wrote the values.</summary>
internal sealed class RuleFindings(MemberSpelling spelling)
{
    private readonly List<ArchitectureError> _errors = [];

    /// <summary>What was found so far, in order, nothing twice.</summary>
    public IReadOnlyList<ArchitectureError> Errors => _errors;

    /// <summary>How the members are spelled.</summary>
    public MemberSpelling Spelling => spelling;

    public void Add(string id, ArchitectureMember member, string found, string expected, string remedy) => Add(new(id, member, found, expected, remedy));

    public void Add(ArchitectureError error)
    {
        if (!_errors.Contains(error))
            _errors.Add(error);
    }

    /// <summary>Whether a size is one that can be; an error where it is not.</summary>
    public bool Size(ArchitectureMember member, int size)
    {
        if (CheckSize(member, size, spelling) is not { } error)
            return true;

        Add(error);
        return false;
    }

    /// <summary>A number within bounds, or none.</summary>
    public void Number(ArchitectureMember member, string name, double? number, bool isFulfilled, string expected)
    {
        if (number is { } value && (!isFulfilled || double.IsNaN(value) || double.IsInfinity(value)))
            Add("LLMG028", member, $"{name} is {Show(value)}", $"expected {expected}", "correct it, or leave it out");
    }

    /// <summary>A number above 0, or none.</summary>
    public void Positive(ArchitectureMember member, string name, double? number) => Number(member, name, number, number is > 0 and <= 1e6, "a number above 0, at most 1e6");

    /// <summary>A share of what training drops.</summary>
    public void Dropout(string name, double share) => Number(ArchitectureMember.Dropout, name, share, share is >= 0 and < 1, "a share from 0 to below 1");

    public string Spell(ArchitectureMember member) => spelling.Of(member);

    public static ArchitectureError? CheckSize(ArchitectureMember member, int size, MemberSpelling spelling) =>
        size is >= 1 and <= ArchitectureRules.MaximumSize ? null : OutOfRange(member, size, ArchitectureRules.MaximumSize, spelling);

    public static ArchitectureError OutOfRange(ArchitectureMember member, int size, int maximum, MemberSpelling spelling) =>
        new("LLMG010", member, $"{spelling.Of(member)} is {size}", $"expected a number from 1 to {maximum}", $"set {spelling.Of(member)}");

    public static string Show(double value) => value.ToString("0.######e+0", CultureInfo.InvariantCulture);
}
