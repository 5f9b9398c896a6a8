namespace Llm.Gen.Tokenization.Templates;

/// <summary>A macro, with the scope that it was defined in.</summary>
internal sealed class MacroValue(MacroDefinition macro, int line, Scope defined) : Value
{
    private const string Caller = "caller";

    public override string TypeName => "Macro";

    public override bool IsCallable => true;

    public string Name => macro.Name;

    public override Value? Attribute(string name) => name switch
    {
        "name" => new TextValue(macro.Name),
        "arguments" => new TupleValue([.. macro.Parameters.Select(parameter => new TextValue(parameter.Name))]),
        "catch_varargs" => BooleanValue.Of(macro.TakesRest),
        "catch_kwargs" => BooleanValue.Of(macro.TakesNamedRest),
        Caller => BooleanValue.Of(macro.TakesCaller),
        _ => null,
    };

    public override Value Call(Arguments arguments, Run run)
    {
        var outer = run.Enter(line);
        var scope = defined.Capturing();
        Bind(arguments, scope, run);
        var text = Statement.Capture(macro.Body, scope);
        run.Leave(outer);
        return new TextValue(text);
    }

    private void Bind(Arguments arguments, Scope scope, Run run)
    {
        var named = arguments.Named.ToList();
        var count = macro.Parameters.Count;
        for (var index = 0; index < count; index++)
        {
            var (name, usual) = macro.Parameters[index];
            var value = index < arguments.Positional.Count ? arguments.Positional[index] : Take(named, name);
            scope.Set(name, value ?? usual?.Evaluate(scope) ?? new UndefinedValue($"parameter '{name}' was not provided."));
        }

        if (macro.TakesCaller && macro.Parameters.All(parameter => parameter.Name != Caller))
            scope.Set(Caller, Take(named, Caller) ?? new UndefinedValue("there is no caller; the macro was not used by a call block."));
        if (macro.TakesNamedRest)
            scope.Set("kwargs", Mapping(named, run));
        else if (named.Count > 0)
            throw new TemplateFault(named[0].Key == Caller
                ? $"macro '{Name}' never calls caller(), so it cannot be used by a call block."
                : $"macro '{Name}' has no argument '{named[0].Key}'.");
        if (macro.TakesRest)
            scope.Set("varargs", new TupleValue([.. arguments.Positional.Skip(count)]));
        else if (arguments.Positional.Count > count)
            throw new TemplateFault($"macro '{Name}' takes at most {count} arguments; {arguments.Positional.Count} were given.");
    }

    private static Value? Take(List<KeyValuePair<string, Value>> named, string name)
    {
        var index = named.FindIndex(entry => entry.Key == name);
        if (index < 0)
            return null;
        var value = named[index].Value;
        named.RemoveAt(index);
        return value;
    }

    private static MappingValue Mapping(IEnumerable<KeyValuePair<string, Value>> named, Run run)
    {
        var mapping = new MappingValue(run);
        foreach (var (name, value) in named)
            mapping.Set(name, value);
        return mapping;
    }
}
