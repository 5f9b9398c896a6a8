namespace Llm.Gen.Architectures;

/// <summary>The size of a head where nobody states it: the hidden size divided by the query heads.</summary>
public static class HeadSplit
{
    /// <summary>Stands for a size that could not be derived, so that the remaining rules can still be checked; it breaks none.</summary>
    public const int Unknown = 2;

    /// <summary>Divides the hidden size over the query heads; null where a count is none or leaves a remainder, and only the latter is an error of its own.</summary>
    /// <param name="hidden">Size of the hidden state.</param>
    /// <param name="heads">Number of query heads.</param>
    /// <param name="spelling">How the message names the members.</param>
    /// <param name="errors">Takes the error.</param>
    public static int? Derive(int hidden, int heads, MemberSpelling spelling, ICollection<ArchitectureError> errors)
    {
        if (hidden < 1 || heads < 1)
            return null;
        if (hidden % heads == 0)
            return hidden / heads;

        var other = spelling.Has(ArchitectureMember.HeadSize) ? $", or set {spelling.Of(ArchitectureMember.HeadSize)}" : "";
        errors.Add(new("LLMG011", ArchitectureMember.Heads, $"{spelling.Of(ArchitectureMember.Hidden)} {hidden} cannot be split over {heads} heads",
            "expected a whole head size", $"use a multiple of {heads}{other}"));
        return null;
    }
}
