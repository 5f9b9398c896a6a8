namespace Llm.Gen.Tokenization.Templates;

/// <summary>What stands behind <c>|</c>.</summary>
/// <param name="Apply">Makes a value from another and the arguments.</param>
internal sealed record Filter(Func<Value, Arguments, Run, Value> Apply)
{
    /// <summary>A filter with named parameters; one that ends in <c>?</c> may be left out.</summary>
    public static Filter With(string[] parameters, Func<Value, BoundArguments, Run, Value> apply) =>
        new((value, arguments, run) => apply(value, arguments.Bind("the filter", parameters), run));

    /// <summary>A filter of texts; another value is taken as it prints.</summary>
    public static Filter OfText(string[] parameters, Func<TextValue, BoundArguments, Run, Value> apply) => With(parameters, (value, given, run) =>
    {
        var text = value as TextValue ?? new(Repr.Text(value, run));
        run.SpendText(text.Text.Length);
        return apply(text, given, run);
    });
}
