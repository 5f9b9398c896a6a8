namespace Llm.Gen.Tokenization.Templates;

/// <summary>Names and their values at a place of the template, and where its text goes.</summary>
internal sealed class Scope
{
    private const int ScopesInAStep = 8;

    private readonly Scope? _parent;
    private Dictionary<string, Value>? _variables;

    /// <summary>The outermost scope.</summary>
    public Scope(Run run) => (Run, Output) = (run, run.Root);

    private Scope(Scope parent, TextOutput output) => (_parent, Run, Output) = (parent, parent.Run, output);

    public Run Run { get; }

    public TextOutput Output { get; }

    /// <summary>A scope in this one, whose names end with it.</summary>
    public Scope Inner() => new(this, Output);

    /// <summary>A scope in this one, whose text is kept aside.</summary>
    public Scope Capturing() => new(this, new TextOutput(Run));

    public void Set(string name, Value value) => (_variables ??= new(StringComparer.Ordinal))[name] = value;

    /// <summary>The value of a name; undefined if there is none.</summary>
    public Value Find(string name)
    {
        var passed = 0;
        for (var scope = this; scope is not null; scope = scope._parent)
        {
            if (++passed % ScopesInAStep == 0)
                Run.Spend(1);
            if (scope._variables is { } variables && variables.TryGetValue(name, out var value))
                return value;
        }

        return GlobalNames.Find(name) ?? UndefinedValue.Name(name);
    }
}
