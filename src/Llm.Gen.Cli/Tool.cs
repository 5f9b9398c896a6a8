using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace Llm.Gen.Cli;

/// <summary>Runs a command line: exit code 0, 1 (ran, and failed what it checks), 2 (bad usage or input, one line on standard error).</summary>
internal static class Tool
{
    private const int BadInput = 2;
    private const int Interrupted = 130;

    /// <summary>Set, it makes errors of the tool itself show where they came from.</summary>
    private const string TraceVariable = "LLM_GEN_TRACE";

    public static async Task<int> RunAsync(RootCommand root, string[] arguments)
    {
        var parsed = root.Parse(arguments);
        if (FindMistake(parsed) is { } mistake)
        {
            var command = CommandPath(parsed);
            await Console.Error.WriteLineAsync($"{command}: {Problems.OneLine(mistake)} See '{command} --help'.");
            return BadInput;
        }

        using var interruption = new Interruption(CommandPath(parsed));
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, interruption.Token);
        }
        catch (OperationCanceledException stopped)
        {
            await Console.Error.WriteLineAsync($"{CommandPath(parsed)}: {Problems.OneLine(stopped.Message)}");
            return Interrupted;
        }
        catch (Exception problem)
        {
            await Console.Error.WriteLineAsync($"{CommandPath(parsed)}: {Problems.Describe(problem)}");
            if (Environment.GetEnvironmentVariable(TraceVariable) is { Length: > 0 })
                await Console.Error.WriteLineAsync(problem.ToString());
            return BadInput;
        }
    }

    private static string? FindMistake(ParseResult parsed)
    {
        // An option that does not exist is taken for an argument, and then some other word is one too many.
        var stray = parsed.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens)
            .Select(token => token.Value)
            .Concat(parsed.UnmatchedTokens)
            .FirstOrDefault(word => word.StartsWith('-') && word.Length > 1);
        if (stray is not null && parsed.Action is not HelpAction)
            return $"There is no option '{stray}'.";

        if (parsed.Action is not ParseErrorAction)
            return null;

        return parsed.UnmatchedTokens is [var word, ..]
            ? $"'{word}' was not expected."
            : parsed.Errors[0].Message;
    }

    private static string CommandPath(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (SymbolResult? result = parsed.CommandResult; result is CommandResult command; result = command.Parent)
            names.Push(command.Parent is null ? "llm" : command.Command.Name);
        return string.Join(' ', names);
    }
}
