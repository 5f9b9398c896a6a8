namespace Llm.Gen.Tokenization.Templates;

/// <summary>What values are given to: names, names in tuples, and names of a namespace.</summary>
internal sealed class TargetParser(TokenStream tokens)
{
    private static readonly HashSet<string> Constants = ["true", "True", "false", "False", "none", "None"];

    public string ReadName()
    {
        var token = tokens.Expect(TokenKind.Name, "a name");
        return Constants.Contains(token.Text) ? throw new SyntaxFault(token.Line, $"'{token.Text}' is a constant; give the value to a name.") : token.Text;
    }

    /// <summary>A target.</summary>
    /// <param name="allowsNamespace">Whether it may be a name of a namespace.</param>
    /// <param name="end">The keyword that follows a tuple.</param>
    public AssignTarget Read(bool allowsNamespace = false, string? end = null)
    {
        var first = ReadOne(allowsNamespace, depth: 0);
        if (!tokens.Current.IsOperator(","))
            return first;
        var parts = new List<AssignTarget> { first };
        while (tokens.SkipOperator(",") && !IsEnd(end))
            parts.Add(ReadOne(allowsNamespace, depth: 0));
        return new TupleTarget(parts);
    }

    private bool IsEnd(string? end) =>
        tokens.Current.Kind == TokenKind.TagEnd || tokens.Current.IsOperator(")") || tokens.Current.IsOperator("=") || (end is not null && tokens.Current.IsName(end));

    private AssignTarget ReadOne(bool allowsNamespace, int depth)
    {
        if (depth > 50)
            throw new SyntaxFault(tokens.Current.Line, "names to set are nested more than 50 deep.");
        if (tokens.SkipOperator("("))
            return ReadBrackets(allowsNamespace, depth);
        var name = ReadName();
        return allowsNamespace && tokens.SkipOperator(".") ? new NamespaceTarget(name, tokens.Expect(TokenKind.Name, "a name").Text) : new NameTarget(name);
    }

    private AssignTarget ReadBrackets(bool allowsNamespace, int depth)
    {
        var parts = new List<AssignTarget>();
        var isTuple = false;
        while (!tokens.SkipOperator(")"))
        {
            parts.Add(ReadOne(allowsNamespace, depth + 1));
            if (tokens.SkipOperator(","))
                isTuple = true;
            else if (!tokens.Current.IsOperator(")"))
                throw tokens.Unexpected("',' or ')'");
        }

        return parts.Count == 1 && !isTuple ? parts[0] : new TupleTarget(parts);
    }
}
