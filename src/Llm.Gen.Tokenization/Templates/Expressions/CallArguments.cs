namespace Llm.Gen.Tokenization.Templates;

/// <summary>What stands between the brackets of a call.</summary>
/// <param name="Positional">Values by position.</param>
/// <param name="Named">Values by name.</param>
/// <param name="Rest">More values by position (<c>*list</c>).</param>
/// <param name="NamedRest">More values by name (<c>**mapping</c>).</param>
internal sealed record CallArguments(
    IReadOnlyList<Expression> Positional, IReadOnlyList<(string Name, Expression Value)> Named, Expression? Rest = null, Expression? NamedRest = null)
{
    public static CallArguments None { get; } = new([], []);

    public Arguments Evaluate(Scope scope)
    {
        if (Positional.Count == 0 && Named.Count == 0 && Rest is null && NamedRest is null)
            return Arguments.None;
        var positional = Positional.Select(value => value.Evaluate(scope)).ToList();
        var named = Named.Select(entry => KeyValuePair.Create(entry.Name, entry.Value.Evaluate(scope))).ToList();
        if (Rest is not null)
            positional.AddRange(Lookup.Items(Rest.Evaluate(scope), scope.Run));
        if (NamedRest is not null)
            named.AddRange(scope.Run.Counted(Entries(NamedRest.Evaluate(scope))));
        return new(positional, named);
    }

    private static IEnumerable<KeyValuePair<string, Value>> Entries(Value value)
    {
        if (value is not MappingValue mapping)
            throw new TemplateFault($"'**' needs a mapping, not '{value.TypeName}'.");
        return mapping.Entries.Select(entry => entry.Key is TextValue name
            ? KeyValuePair.Create(name.Text, entry.Value)
            : throw new TemplateFault($"'**' needs a mapping whose keys are texts; one is of type '{entry.Key.TypeName}'."));
    }
}
