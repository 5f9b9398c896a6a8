namespace Llm.Gen.Cli;

/// <summary>Exceptions as one line.</summary>
internal static class Problems
{
    // Longer than the longest path beside what is wrong with it.
    private const int MaximumLength = 8192;

    /// <summary>The message of a problem with the input, or, for any other exception, also its type.</summary>
    public static string Describe(Exception problem)
    {
        if (problem is AggregateException { InnerExceptions.Count: 1 } or TypeInitializationException { InnerException: not null })
            return Describe(problem.InnerException!);

        return OneLine(IsOfInput(problem) ? WithoutParameter(problem) : $"{problem.GetType().Name}: {problem.Message}");
    }

    private static bool IsOfInput(Exception problem) => problem
        is InvalidDataException or IOException or UnauthorizedAccessException or FormatException or ArgumentException or NotSupportedException
        or InvalidOperationException;

    // The name of a parameter of ours says nothing to the user of a command line.
    private static string WithoutParameter(Exception problem) =>
        problem is ArgumentException { ParamName: { } name } && problem.Message.IndexOf($" (Parameter '{name}')", StringComparison.Ordinal) is var end and > 0
            ? problem.Message[..end]
            : problem.Message;

    /// <summary>The text without its line breaks, cut where nobody would read on, what a terminal would obey escaped: names in it come from files.</summary>
    public static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        var shown = string.Concat(line.Take(MaximumLength).Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : $"{c}"));
        return line.Length <= MaximumLength ? shown : shown + "..";
    }
}
