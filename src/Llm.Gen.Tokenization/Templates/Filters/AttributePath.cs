using System.Numerics;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>What <c>attribute="a.b.0"</c> of a filter finds in an item.</summary>
internal sealed class AttributePath
{
    private readonly IReadOnlyList<Value> _parts;

    private AttributePath(IReadOnlyList<Value> parts) => _parts = parts;

    /// <summary>The item itself.</summary>
    public static AttributePath Whole { get; } = new([]);

    public static AttributePath Of(Value attribute) => new(attribute is TextValue text ? [.. text.Text.Split('.').Select(Part)] : [attribute]);

    /// <summary>The paths of <c>"a,b"</c>.</summary>
    public static IReadOnlyList<AttributePath> All(Value? attribute) => attribute switch
    {
        null => [Whole],
        TextValue text => [.. text.Text.Split(',').Select(part => Of(new TextValue(part)))],
        _ => [Of(attribute)],
    };

    /// <summary>What the path leads to; <paramref name="usual"/> stands for what is undefined.</summary>
    public Value Get(Value item, Run run, Value? usual = null)
    {
        run.Spend(1);
        foreach (var part in _parts)
        {
            item = Lookup.Item(item, part, run);
            if (usual is not null && item is UndefinedValue)
                item = usual;
        }

        return item;
    }

    /// <summary>A value to compare: a text in lower case, unless case matters.</summary>
    public static Value Folded(Value value, bool isCaseSensitive, Run run)
    {
        if (value is not TextValue text || isCaseSensitive)
            return value;
        run.SpendText(text.Text.Length);
        return text.With(CaseMapping.Lower(text.Text));
    }

    private static Value Part(string part) => part.Length is > 0 and < 10 && part.All(char.IsAsciiDigit) ? new IntegerValue(BigInteger.Parse(part)) : new TextValue(part);
}
