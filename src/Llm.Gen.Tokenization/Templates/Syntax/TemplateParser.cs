using System.Runtime.CompilerServices;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>A template's parts as a tree.</summary>
internal sealed partial class TemplateParser
{
    private const int DeepestNesting = 200;

    // What needs other files or a web page has no meaning for a chat.
    private static readonly string[] Refused = ["extends", "include", "import", "from", "block", "autoescape"];

    private readonly TokenStream _tokens;
    private readonly ExpressionParser _expressions;
    private readonly TargetParser _targets;
    private int _depth;
    private int _loops;
    private bool _marksGeneration;

    private TemplateParser(TokenStream tokens)
    {
        _tokens = tokens;
        _expressions = new(tokens);
        _targets = new(tokens);
    }

    /// <exception cref="SyntaxFault">The template cannot be read.</exception>
    public static TemplateTree Read(string template)
    {
        var parser = new TemplateParser(new TokenStream(Lexer.Read(template)));
        var body = parser.ReadUntil(opening: null);
        parser._expressions.CheckNames();
        return new(body, parser._marksGeneration);
    }

    /// <summary>Statements up to the tag that ends them, which stays to be read; up to the end of the template if there is no opening tag.</summary>
    private List<Statement> ReadUntil(Token? opening, params ReadOnlySpan<string> ends)
    {
        if (++_depth > DeepestNesting)
            throw new SyntaxFault(_tokens.Current.Line, $"tags are nested more than {DeepestNesting} deep.");
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var body = new List<Statement>();
        while (_tokens.Current.Kind != TokenKind.End)
        {
            var token = _tokens.Next();
            if (token.Kind == TokenKind.Data)
                body.Add(new DataStatement(token.Line, token.Text));
            else if (token.Kind == TokenKind.PrintBegin)
                body.Add(ReadPrint(token));
            else if (_tokens.Current.Kind == TokenKind.Name && ends.Contains(_tokens.Current.Text))
                return Ended(body);
            else
                body.AddRange(ReadTag(ends));
        }

        return opening is not { } tag
            ? Ended(body)
            : throw new SyntaxFault(tag.Line, $"'{tag.Text}' has no end; close it with '{{% {ends[^1]} %}}'.");
    }

    private List<Statement> Ended(List<Statement> body)
    {
        _depth--;
        return body;
    }

    private PrintStatement ReadPrint(Token begin)
    {
        var value = _expressions.ReadTuple();
        _tokens.Expect(TokenKind.PrintEnd, "'}}'");
        return new(begin.Line, value);
    }

    private IEnumerable<Statement> ReadTag(ReadOnlySpan<string> ends)
    {
        var tag = _tokens.Expect(TokenKind.Name, "the name of a tag");
        IReadOnlyList<Statement> statements = tag.Text switch
        {
            "if" => [ReadIf(tag)],
            "for" => [ReadFor(tag)],
            "set" => [ReadSet(tag)],
            "with" => [ReadWith(tag)],
            "macro" => [ReadMacro(tag)],
            "call" => [ReadCall(tag)],
            "filter" => [ReadFilter(tag)],
            "print" => ReadPrintTag(tag),
            "generation" => [ReadGeneration(tag)],
            "break" or "continue" when _loops > 0 => [new JumpStatement(tag.Line, tag.Text == "break" ? Flow.Break : Flow.Continue)],
            "break" or "continue" => throw new SyntaxFault(tag.Line, $"'{tag.Text}' stands outside of a loop."),
            _ when Refused.Contains(tag.Text) => throw new SyntaxFault(tag.Line, $"the tag '{tag.Text}' is not for chat templates: each stands alone, and its text is no web page."),
            _ => throw new SyntaxFault(tag.Line, Unknown(tag.Text, ends)),
        };
        _tokens.Expect(TokenKind.TagEnd, "'%}'");
        return statements;
    }

    private static string Unknown(string name, ReadOnlySpan<string> ends) => ends.IsEmpty
        ? name.StartsWith("end", StringComparison.Ordinal) || name is "else" or "elif"
            ? $"the tag '{name}' closes nothing; remove it."
            : $"there is no tag '{name}'."
        : $"the tag '{name}' stands where {string.Join(" or ", ends.ToArray().Select(end => $"'{end}'"))} was expected, or another tag that opens.";

    /// <summary>The rest of a tag that opens, its body, and the name of the tag that ends it.</summary>
    private List<Statement> ReadBody(Token tag, params ReadOnlySpan<string> ends)
    {
        _tokens.SkipOperator(":");
        _tokens.Expect(TokenKind.TagEnd, "'%}'");
        return ReadUntil(tag, ends);
    }

    /// <summary>A body that is rendered by itself: no loop outside of it can be left from inside.</summary>
    private List<Statement> ReadFunctionBody(Token tag, string end)
    {
        var loops = _loops;
        _loops = 0;
        var body = ReadBody(tag, end);
        _tokens.Next();
        _loops = loops;
        return body;
    }
}
