namespace Llm.Gen.Tokenization.Templates;

/// <content>The tags.</content>
internal sealed partial class TemplateParser
{
    private IfStatement ReadIf(Token tag)
    {
        var branches = new List<(Expression, IReadOnlyList<Statement>)>();
        IReadOnlyList<Statement> otherwise = [];
        var wasConditional = _expressions.IsConditional;
        for (var end = tag; end.Text != "endif";)
        {
            if (end.Text == "else")
            {
                otherwise = ReadBody(tag, "endif");
                end = _tokens.Next();
                break;
            }

            var condition = _expressions.ReadTuple(allowsCondition: false);
            _expressions.IsConditional = true;
            branches.Add((condition, ReadBody(tag, "elif", "else", "endif")));
            end = _tokens.Next();
        }

        _expressions.IsConditional = wasConditional;
        return new(tag.Line, branches, otherwise);
    }

    private ForStatement ReadFor(Token tag)
    {
        var target = _targets.Read(end: "in");
        if (target.Names.Contains("loop"))
            throw new SyntaxFault(tag.Line, "'loop' is what a loop knows about itself; give its items another name.");
        _tokens.ExpectName("in");
        var items = _expressions.ReadTuple(allowsCondition: false, end: "recursive");
        var condition = _tokens.SkipName("if") ? _expressions.Read() : null;
        var isRecursive = _tokens.SkipName("recursive");
        _loops++;
        var body = ReadBody(tag, "else", "endfor");
        _loops--;
        List<Statement> otherwise = [];
        if (_tokens.Next().Text == "else")
        {
            otherwise = ReadBody(tag, "endfor");
            _tokens.Next();
        }

        return new(tag.Line) { Target = target, Items = items, Condition = condition, IsRecursive = isRecursive, Body = body, Otherwise = otherwise };
    }

    private Statement ReadSet(Token tag)
    {
        var target = _targets.Read(allowsNamespace: true);
        if (_tokens.SkipOperator("="))
            return new SetStatement(tag.Line, target, _expressions.ReadTuple());
        var value = _expressions.ReadFilterChain(new EnclosedExpression(tag.Line));
        return new SetBlockStatement(tag.Line, target, value, ReadFunctionBody(tag, "endset"));
    }

    private WithStatement ReadWith(Token tag)
    {
        var variables = new List<(AssignTarget, Expression)>();
        while (_tokens.Current.Kind != TokenKind.TagEnd)
        {
            if (variables.Count > 0)
                _tokens.ExpectOperator(",");
            var target = new NameTarget(_targets.ReadName());
            _tokens.ExpectOperator("=");
            variables.Add((target, _expressions.Read()));
        }

        var body = ReadBody(tag, "endwith");
        _tokens.Next();
        return new(tag.Line, variables, body);
    }

    private MacroStatement ReadMacro(Token tag)
    {
        var name = _targets.ReadName();
        return new(tag.Line, ReadDefinition(tag, name, ReadParameters(), "endmacro"));
    }

    private CallStatement ReadCall(Token tag)
    {
        var parameters = _tokens.Current.IsOperator("(") ? ReadParameters() : [];
        if (_expressions.Read() is not CallExpression call)
            throw new SyntaxFault(tag.Line, "'call' needs the call of a macro, as in {% call name() %}.");
        return new(tag.Line, call, ReadDefinition(tag, "caller", parameters, "endcall"));
    }

    private FilterStatement ReadFilter(Token tag)
    {
        var filter = _expressions.ReadFilterChain(new EnclosedExpression(tag.Line), startsWithName: true);
        return new(tag.Line, filter, ReadFunctionBody(tag, "endfilter"));
    }

    private GenerationStatement ReadGeneration(Token tag)
    {
        _marksGeneration = true;
        return new(tag.Line, ReadFunctionBody(tag, "endgeneration"));
    }

    private List<Statement> ReadPrintTag(Token tag)
    {
        var prints = new List<Statement>();
        while (_tokens.Current.Kind != TokenKind.TagEnd)
        {
            if (prints.Count > 0)
                _tokens.ExpectOperator(",");
            prints.Add(new PrintStatement(tag.Line, _expressions.Read()));
        }

        return prints;
    }

    private MacroDefinition ReadDefinition(Token tag, string name, IReadOnlyList<(string Name, Expression? Usual)> parameters, string end)
    {
        var before = _expressions.NamesRead.Count;
        var body = ReadFunctionBody(tag, end);
        var names = _expressions.NamesRead[before..];
        return new()
        {
            Name = name,
            Parameters = parameters,
            Body = body,
            TakesRest = names.Contains("varargs"),
            TakesNamedRest = names.Contains("kwargs"),
            TakesCaller = names.Contains("caller"),
        };
    }

    private List<(string Name, Expression? Usual)> ReadParameters()
    {
        var parameters = new List<(string Name, Expression? Usual)>();
        var line = _tokens.ExpectOperator("(").Line;
        while (!_tokens.SkipOperator(")"))
        {
            if (parameters.Count > 0)
                _tokens.ExpectOperator(",");
            var name = _targets.ReadName();
            var usual = _tokens.SkipOperator("=") ? _expressions.Read() : null;
            if (usual is null && parameters is [.., { Usual: not null }])
                throw new SyntaxFault(line, $"the argument '{name}' needs a value, as the one before it has.");
            if (parameters.Any(other => other.Name == name))
                throw new SyntaxFault(line, $"the argument '{name}' is named twice.");
            parameters.Add((name, usual));
        }

        return parameters;
    }
}
