namespace Llm.Gen.Cli;

/// <summary>Exceptions as one line.</summary>
internal static class Problems
{
    /// <summary>The message of a problem with the input, or, for any other exception, also its type.</summary>
    public static string Describe(Exception problem)
    {
        if (problem is AggregateException { InnerExceptions.Count: 1 } or TypeInitializationException { InnerException: not null })
            return Describe(problem.InnerException!);

        return OneLine(IsOfInput(problem) ? problem.Message : $"{problem.GetType().Name}: {problem.Message}");
    }

    private static bool IsOfInput(Exception problem) => problem
        is InvalidDataException or IOException or UnauthorizedAccessException or FormatException or ArgumentException or NotSupportedException
        or InvalidOperationException;

    private static string OneLine(string text) =>
        string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
