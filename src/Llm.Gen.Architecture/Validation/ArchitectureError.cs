namespace Llm.Gen.Architectures;

/// <summary>One thing that is wrong with an architecture or with the file that describes it.</summary>
/// <param name="Id">Its id; those of rules that a declaration can break are the compiler diagnostics' ids (LLMG010).</param>
/// <param name="Member">What it is about.</param>
/// <param name="Found">What was found, the beginning of a sentence.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Remedy">What to do.</param>
public sealed record ArchitectureError(string Id, ArchitectureMember Member, string Found, string Expected, string Remedy)
{
    /// <summary>The id of a configuration whose family is not known.</summary>
    public const string UnknownFamily = "LLMC004";

    /// <summary>What was found, what was expected and what to do, in one sentence.</summary>
    public string Message => $"{Found}; {Expected}; {Remedy}.";
}
