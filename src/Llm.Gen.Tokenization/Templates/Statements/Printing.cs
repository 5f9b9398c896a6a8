namespace Llm.Gen.Tokenization.Templates;

/// <summary>Text that is printed as it is.</summary>
internal sealed class DataStatement(int line, string text) : Statement(line)
{
    protected override Flow Perform(Scope scope)
    {
        scope.Output.Append(text);
        return Flow.Next;
    }
}

/// <summary><c>{{ value }}</c>.</summary>
internal sealed class PrintStatement(int line, Expression value) : Statement(line)
{
    protected override Flow Perform(Scope scope)
    {
        scope.Output.Append(Repr.Text(value.Evaluate(scope), scope.Run));
        return Flow.Next;
    }
}

/// <summary><c>{% filter name %}</c>.</summary>
internal sealed class FilterStatement(int line, Expression filter, IReadOnlyList<Statement> body) : Statement(line)
{
    protected override Flow Perform(Scope scope)
    {
        var inner = scope.Inner();
        inner.Set(EnclosedExpression.Name, new TextValue(Capture(body, scope.Capturing())));
        scope.Output.Append(Repr.Text(filter.Evaluate(inner), scope.Run));
        return Flow.Next;
    }
}

/// <summary>
/// <c>{% generation %}</c>: what the assistant says. Its place is that in the whole text; inside a macro or another block that is printed
/// later, as in the reference, the place counts from where that block will stand.
/// </summary>
internal sealed class GenerationStatement(int line, IReadOnlyList<Statement> body) : Statement(line)
{
    protected override Flow Perform(Scope scope)
    {
        var start = scope.Run.Root.Length;
        var text = Capture(body, scope.Capturing());
        scope.Run.Generated.Add(new(start, start + text.Length));
        scope.Output.Append(text);
        return Flow.Next;
    }
}
