namespace Llm.Gen.Tokenization.Templates;

/// <summary>A part of a template that prints, sets or repeats.</summary>
internal abstract class Statement(int line)
{
    /// <summary>Where it starts, from 1.</summary>
    public int Line { get; } = line;

    public Flow Execute(Scope scope)
    {
        var outer = scope.Run.Enter(Line);
        var flow = Perform(scope);
        scope.Run.Leave(outer);
        return flow;
    }

    /// <summary>Executes statements until one leaves the loop.</summary>
    public static Flow Execute(IReadOnlyList<Statement> body, Scope scope)
    {
        foreach (var statement in body)
        {
            if (statement.Execute(scope) is var flow and not Flow.Next)
                return flow;
        }

        return Flow.Next;
    }

    /// <summary>The text that statements print.</summary>
    public static string Capture(IReadOnlyList<Statement> body, Scope capturing)
    {
        Execute(body, capturing);
        return capturing.Output.ToString();
    }

    protected abstract Flow Perform(Scope scope);
}
