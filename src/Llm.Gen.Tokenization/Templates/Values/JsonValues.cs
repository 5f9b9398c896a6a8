using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>Values from JSON, as Python's <c>json.loads</c> gives them.</summary>
internal static class JsonValues
{
    public static Value From(JsonElement element, Run run)
    {
        run.Spend(1);
        return element.ValueKind switch
        {
            JsonValueKind.Object => Mapping(element, run),
            JsonValueKind.Array => new ListValue([.. element.EnumerateArray().Select(item => From(item, run))]),
            JsonValueKind.String => new TextValue(Text(element, run)),
            JsonValueKind.Number => Number(element.GetRawText()),
            JsonValueKind.True => BooleanValue.True,
            JsonValueKind.False => BooleanValue.False,
            _ => NoneValue.Instance,
        };
    }

    private static MappingValue Mapping(JsonElement element, Run run)
    {
        var mapping = new MappingValue(run);
        foreach (var property in element.EnumerateObject())
            mapping.Set(Whole(() => property.Name), From(property.Value, run));
        return mapping;
    }

    private static string Text(JsonElement element, Run run)
    {
        var text = Whole(() => element.GetString()!);
        run.SpendText(text.Length);
        return text;
    }

    private static Value Number(string text) => text.AsSpan().ContainsAny('.', 'e', 'E')
        ? new FloatValue(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture))
        : IntegerValue.Of(text.Length > 5000 ? throw new TemplateFault("a whole number of more than 5,000 digits.") : BigInteger.Parse(text, CultureInfo.InvariantCulture));

    private static string Whole(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidDataException("The conversation holds half of a surrogate pair; its texts must be whole Unicode characters.", exception);
        }
    }
}
