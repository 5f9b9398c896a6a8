namespace Llm.Gen.Tokenization.Templates;

/// <summary><c>{% macro %}</c>.</summary>
internal sealed class MacroStatement(int line, MacroDefinition macro) : Statement(line)
{
    protected override Flow Perform(Scope scope)
    {
        scope.Set(macro.Name, new MacroValue(macro, Line, scope));
        return Flow.Next;
    }
}

/// <summary><c>{% call macro(arguments) %}</c>: the macro finds its body as <c>caller()</c>.</summary>
internal sealed class CallStatement(int line, CallExpression call, MacroDefinition caller) : Statement(line)
{
    protected override Flow Perform(Scope scope)
    {
        var value = call.EvaluateWith(caller.Name, new MacroValue(caller, Line, scope), scope);
        scope.Output.Append(Repr.Text(value, scope.Run));
        return Flow.Next;
    }
}
