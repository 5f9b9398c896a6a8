using System.Runtime.CompilerServices;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>Expressions, from the operators that bind least to those that bind most.</summary>
internal sealed partial class ExpressionParser(TokenStream tokens)
{
    private const int DeepestNesting = 200;

    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">="];

    private readonly List<(int Line, Action Find)> _unknown = [];
    private int _depth;

    /// <summary>Names that were read, which a macro looks through for those that it has to pass.</summary>
    public List<string> NamesRead { get; } = [];

    /// <summary>Whether unknown filters and tests are let pass, since what they are in may never be reached.</summary>
    public bool IsConditional { get; set; }

    /// <exception cref="SyntaxFault">A filter or test that will be reached does not exist.</exception>
    public void CheckNames()
    {
        if (_unknown is not [var (line, find), ..])
            return;
        try
        {
            find();
        }
        catch (TemplateFault fault)
        {
            throw new SyntaxFault(line, fault.Message);
        }
    }

    /// <summary>An expression, or a tuple without brackets.</summary>
    public Expression ReadTuple(bool allowsCondition = true, string? end = null)
    {
        var line = tokens.Current.Line;
        var first = Read(allowsCondition);
        if (!tokens.Current.IsOperator(","))
            return first;
        var items = new List<Expression> { first };
        while (tokens.SkipOperator(",") && !IsTupleEnd(end))
            items.Add(Read(allowsCondition));
        return new TupleExpression(line, items);
    }

    public Expression Read(bool allowsCondition = true)
    {
        if (++_depth > DeepestNesting)
            throw new SyntaxFault(tokens.Current.Line, $"an expression is nested more than {DeepestNesting} deep.");
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var expression = allowsCondition ? ReadConditional() : ReadOr();
        _depth--;
        return expression;
    }

    private bool IsTupleEnd(string? end) =>
        tokens.Current.Kind is TokenKind.PrintEnd or TokenKind.TagEnd || tokens.Current.IsOperator(")") || (end is not null && tokens.Current.IsName(end));

    private Expression ReadConditional()
    {
        var unknown = _unknown.Count;
        var then = ReadOr();
        while (tokens.Current.IsName("if"))
        {
            var line = tokens.Next().Line;
            var condition = ReadOr();
            var otherwise = tokens.SkipName("else") ? Read() : null;
            _unknown.RemoveRange(unknown, _unknown.Count - unknown);
            then = new ConditionalExpression(line, condition, then, otherwise);
        }

        return then;
    }

    private Expression ReadOr()
    {
        var left = ReadAnd();
        while (tokens.Current.IsName("or"))
            left = new JunctionExpression(tokens.Next().Line, isAnd: false, left, ReadAnd());
        return left;
    }

    private Expression ReadAnd()
    {
        var left = ReadNot();
        while (tokens.Current.IsName("and"))
            left = new JunctionExpression(tokens.Next().Line, isAnd: true, left, ReadNot());
        return left;
    }

    private Expression ReadNot()
    {
        if (!tokens.Current.IsName("not"))
            return ReadComparison();
        var line = tokens.Next().Line;
        return new NegationExpression(line, Nested(ReadNot));
    }

    private Expression ReadComparison()
    {
        var line = tokens.Current.Line;
        var first = ReadSum();
        var others = new List<(string, Expression)>();
        while (ReadComparisonSign() is { } sign)
            others.Add((sign, ReadSum()));
        return others.Count == 0 ? first : new ComparisonExpression(line, first, others);
    }

    private string? ReadComparisonSign()
    {
        if (tokens.Current.Kind == TokenKind.Operator && Comparisons.Contains(tokens.Current.Text))
            return tokens.Next().Text;
        if (tokens.SkipName("in"))
            return "in";
        if (!tokens.Current.IsName("not") || !tokens.Following.IsName("in"))
            return null;
        tokens.Next();
        tokens.Next();
        return "not in";
    }

    private Expression ReadSum() => ReadArithmetic(ReadConcatenation, "+", "-");

    private Expression ReadConcatenation()
    {
        var line = tokens.Current.Line;
        var parts = new List<Expression> { ReadProduct() };
        while (tokens.SkipOperator("~"))
            parts.Add(ReadProduct());
        return parts.Count == 1 ? parts[0] : new ConcatenationExpression(line, parts);
    }

    private Expression ReadProduct() => ReadArithmetic(ReadPower, "*", "/", "//", "%");

    private Expression ReadPower() => ReadArithmetic(() => ReadUnary(), "**");

    // All bind to the left, the power too: that is Jinja's rule.
    private Expression ReadArithmetic(Func<Expression> readPart, params ReadOnlySpan<string> signs)
    {
        var left = readPart();
        while (tokens.Current.Kind == TokenKind.Operator && signs.Contains(tokens.Current.Text))
        {
            var sign = tokens.Next();
            left = new ArithmeticExpression(sign.Line, sign.Text, left, readPart());
        }

        return left;
    }

    private Expression ReadUnary(bool takesFilters = true)
    {
        var sign = tokens.Current;
        Expression value;
        if (sign.IsOperator("-") || sign.IsOperator("+"))
        {
            tokens.Next();
            value = new SignExpression(sign.Line, sign.Text == "-", Nested(() => ReadUnary(takesFilters: false)));
        }
        else
        {
            value = ReadPrimary();
        }

        value = ReadPostfix(value);
        return takesFilters ? ReadFilters(value) : value;
    }

    private Expression Nested(Func<Expression> read)
    {
        if (++_depth > DeepestNesting)
            throw new SyntaxFault(tokens.Current.Line, $"an expression is nested more than {DeepestNesting} deep.");
        var expression = read();
        _depth--;
        return expression;
    }
}
