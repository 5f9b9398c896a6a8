namespace Llm.Gen.Tokenization.Templates;

/// <summary>
/// A text, which a template counts, cuts and loops over by code points. What <c>safe</c> or <c>escape</c> made is marked: joined with other
/// text, it escapes that for HTML, as in Jinja.
/// </summary>
internal sealed class TextValue(string text, bool isSafe = false) : Value
{
    private int? _length;

    public static TextValue Empty { get; } = new("");

    public string Text { get; } = text;

    /// <summary>Whether it is Jinja's <c>Markup</c>.</summary>
    public bool IsSafe { get; } = isSafe;

    public override string TypeName => IsSafe ? "Markup" : "str";

    public override bool IsTrue => Text.Length > 0;

    public override int? Length => _length ??= CodePoints.Count(Text);

    public override bool HasItems => true;

    /// <summary>The code point at an index.</summary>
    public string At(int index, Run run)
    {
        if (Length == Text.Length)
            return Text[index].ToString();
        run.SpendText(Text.Length);
        return CodePoints.At(Text, index);
    }

    /// <summary>Another text, marked as this one is.</summary>
    public TextValue With(string text) => new(text, IsSafe);

    public override IEnumerable<Value> Items(Run run)
    {
        for (var start = 0; start < Text.Length;)
        {
            var end = start + CodePoints.UnitsAt(Text, start);
            yield return new TextValue(Text[start..end]);
            start = end;
        }
    }

    public override Value? Attribute(string name) => TextMethods.Find(this, name);

    public override Value? Item(Value key, Run run) => key switch
    {
        SliceValue slice => With(CodePoints.Slice(Text, slice, run)),
        _ when Indexing.Find(key, Length!.Value) is { } index => With(At(index, run)),
        _ => null,
    };
}
