using System.Numerics;
using System.Text;

namespace Llm.Gen.Tokenization.Templates;

/// <content>Names, literals and what follows them.</content>
internal sealed partial class ExpressionParser
{
    /// <summary>The arguments of a call, from the bracket that opens to the one that closes.</summary>
    public CallArguments ReadArguments()
    {
        var line = tokens.ExpectOperator("(").Line;
        var positional = new List<Expression>();
        var named = new List<(string, Expression)>();
        Expression? rest = null, namedRest = null;
        while (!tokens.SkipOperator(")"))
        {
            if (positional.Count + named.Count > 0 || rest is not null || namedRest is not null)
            {
                tokens.ExpectOperator(",");
                if (tokens.SkipOperator(")"))
                    break;
            }

            if (namedRest is not null)
                throw new SyntaxFault(line, "'**' has to be the last argument of a call.");
            if (tokens.SkipOperator("*"))
                rest = rest is null ? Read() : throw new SyntaxFault(line, "a call has '*' twice; one is allowed.");
            else if (tokens.SkipOperator("**"))
                namedRest = Read();
            else if (tokens.Current.Kind == TokenKind.Name && tokens.Following.IsOperator("="))
                named.Add(ReadNamed(named));
            else if (named.Count == 0 && rest is null)
                positional.Add(Read());
            else
                throw new SyntaxFault(tokens.Current.Line, "an argument without a name follows one with a name; put it before.");
        }

        return new(positional, named, rest, namedRest);
    }

    /// <summary>The filters that follow, applied to a value; at least one if it starts with a name.</summary>
    public Expression ReadFilterChain(Expression value, bool startsWithName = false)
    {
        while (startsWithName || tokens.SkipOperator("|"))
        {
            startsWithName = false;
            var (name, line) = ReadDottedName();
            NoteUnknown(FilterNames.Has(name), () => FilterNames.Find(name), line);
            value = new FilterExpression(line, value, name, tokens.Current.IsOperator("(") ? ReadArguments() : CallArguments.None);
        }

        return value;
    }

    private (string Name, Expression Value) ReadNamed(List<(string Name, Expression)> before)
    {
        var name = tokens.Next();
        tokens.Next();
        return before.Any(other => other.Name == name.Text)
            ? throw new SyntaxFault(name.Line, $"the argument '{name.Text}' is given twice.")
            : (name.Text, Read());
    }

    private Expression ReadPrimary()
    {
        var token = tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Name:
                tokens.Next();
                return ReadName(token);
            case TokenKind.Text:
                return ReadText(token.Line);
            case TokenKind.Integer:
                tokens.Next();
                return new ConstantExpression(token.Line, new IntegerValue(Whole(token)));
            case TokenKind.Float:
                tokens.Next();
                return new ConstantExpression(token.Line, new FloatValue(NumberLiteral.Float(token.Text)));
            case TokenKind.Operator when token.Text is "(" or "[" or "{":
                tokens.Next();
                return token.Text == "(" ? ReadBrackets(token.Line) : token.Text == "[" ? new ListExpression(token.Line, ReadItems("]")) : ReadMapping(token.Line);
            default:
                throw tokens.Unexpected("an expression");
        }
    }

    private Expression ReadName(Token token)
    {
        Value? constant = token.Text switch
        {
            "true" or "True" => BooleanValue.True,
            "false" or "False" => BooleanValue.False,
            "none" or "None" => NoneValue.Instance,
            _ => null,
        };
        if (constant is not null)
            return new ConstantExpression(token.Line, constant);
        NamesRead.Add(token.Text);
        return new NameExpression(token.Line, token.Text);
    }

    // Texts side by side are one.
    private ConstantExpression ReadText(int line)
    {
        var text = new StringBuilder();
        while (tokens.Current.Kind == TokenKind.Text)
            text.Append(tokens.Next().Text);
        return new(line, new TextValue(text.ToString()));
    }

    private static BigInteger Whole(Token token) =>
        NumberLiteral.Whole(token.Text) ?? throw new SyntaxFault(token.Line, "a whole number has too many digits.");

    private Expression ReadBrackets(int line)
    {
        if (tokens.SkipOperator(")"))
            return new TupleExpression(line, []);
        var value = ReadTuple();
        tokens.ExpectOperator(")");
        return value;
    }

    private List<Expression> ReadItems(string close)
    {
        var items = new List<Expression>();
        while (!tokens.SkipOperator(close))
        {
            if (items.Count > 0)
            {
                tokens.ExpectOperator(",");
                if (tokens.SkipOperator(close))
                    break;
            }

            items.Add(Read());
        }

        return items;
    }

    private MappingExpression ReadMapping(int line)
    {
        var entries = new List<(Expression, Expression)>();
        while (!tokens.SkipOperator("}"))
        {
            if (entries.Count > 0)
            {
                tokens.ExpectOperator(",");
                if (tokens.SkipOperator("}"))
                    break;
            }

            var key = Read();
            tokens.ExpectOperator(":");
            entries.Add((key, Read()));
        }

        return new(line, entries);
    }

    private Expression ReadPostfix(Expression value)
    {
        while (true)
        {
            if (tokens.Current.IsOperator("."))
                value = ReadMember(value);
            else if (tokens.Current.IsOperator("["))
                value = ReadSubscript(value);
            else if (tokens.Current.IsOperator("("))
                value = new CallExpression(tokens.Current.Line, value, ReadArguments());
            else
                return value;
        }
    }

    private Expression ReadMember(Expression value)
    {
        var line = tokens.Next().Line;
        if (tokens.Current.Kind == TokenKind.Integer)
            return new ItemExpression(line, value, new ConstantExpression(line, new IntegerValue(Whole(tokens.Next()))));
        return new AttributeExpression(line, value, tokens.Expect(TokenKind.Name, "a name or number").Text);
    }

    private ItemExpression ReadSubscript(Expression value)
    {
        var line = tokens.Next().Line;
        var keys = new List<Expression>();
        while (!tokens.SkipOperator("]"))
        {
            if (keys.Count > 0)
                tokens.ExpectOperator(",");
            keys.Add(ReadKey());
        }

        return new(line, value, keys.Count == 1 ? keys[0] : new TupleExpression(line, keys));
    }

    private Expression ReadKey()
    {
        var line = tokens.Current.Line;
        var start = tokens.Current.IsOperator(":") ? null : Read();
        if (!tokens.SkipOperator(":"))
            return start!;
        var stop = IsKeyEnd() || tokens.Current.IsOperator(":") ? null : Read();
        var step = tokens.SkipOperator(":") && !IsKeyEnd() ? Read() : null;
        return new SliceExpression(line, start, stop, step);
    }

    private bool IsKeyEnd() => tokens.Current.IsOperator("]") || tokens.Current.IsOperator(",");

    private Expression ReadFilters(Expression value)
    {
        while (true)
        {
            if (tokens.Current.IsOperator("|"))
                value = ReadFilterChain(value);
            else if (tokens.Current.IsName("is"))
                value = ReadTest(value);
            else if (tokens.Current.IsOperator("("))
                value = new CallExpression(tokens.Current.Line, value, ReadArguments());
            else
                return value;
        }
    }

    private Expression ReadTest(Expression value)
    {
        var line = tokens.Next().Line;
        var isNegated = tokens.SkipName("not");
        var (name, nameLine) = ReadDottedName();
        NoteUnknown(TestNames.Has(name), () => TestNames.Find(name), nameLine);
        Expression test = new TestExpression(line, value, name, ReadTestArguments());
        return isNegated ? new NegationExpression(line, test) : test;
    }

    // One argument may stand without brackets.
    private CallArguments ReadTestArguments()
    {
        var token = tokens.Current;
        if (token.IsOperator("("))
            return ReadArguments();
        if (token.IsName("is"))
            throw new SyntaxFault(token.Line, "a test follows a test; join them with 'and'.");
        var isArgument = token.Kind is TokenKind.Text or TokenKind.Integer or TokenKind.Float || token.IsOperator("[") || token.IsOperator("{")
            || (token.Kind == TokenKind.Name && token.Text is not ("else" or "or" or "and"));
        return isArgument ? new([ReadPostfix(ReadPrimary())], []) : CallArguments.None;
    }

    private (string Name, int Line) ReadDottedName()
    {
        var first = tokens.Expect(TokenKind.Name, "a name");
        var name = first.Text;
        while (tokens.SkipOperator("."))
            name += "." + tokens.Expect(TokenKind.Name, "a name").Text;
        return (name, first.Line);
    }

    private void NoteUnknown(bool isKnown, Action find, int line)
    {
        if (!isKnown && !IsConditional)
            _unknown.Add((line, find));
    }
}
