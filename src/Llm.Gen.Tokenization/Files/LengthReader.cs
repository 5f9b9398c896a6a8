namespace Llm.Gen.Tokenization;

/// <summary>Reads the fields "truncation" and "padding".</summary>
internal static class LengthReader
{
    public static Truncation Truncation(Component component)
    {
        component.Allow("direction", "max_length", "strategy", "stride");
        return new()
        {
            MaxLength = component.Count("max_length"),
            Stride = component.Count("stride", fallback: 0),
            Side = Side(component),
            Strategy = component.OptionalText("strategy") switch
            {
                null or "LongestFirst" => TruncationStrategy.LongestFirst,
                "OnlyFirst" => TruncationStrategy.OnlyFirst,
                "OnlySecond" => TruncationStrategy.OnlySecond,
                var other => throw new InvalidDataException($"{component.Place}.strategy is '{other}'; known are LongestFirst, OnlyFirst and OnlySecond."),
            },
        };
    }

    public static Padding Padding(Component component)
    {
        component.Allow("strategy", "direction", "pad_to_multiple_of", "pad_id", "pad_type_id", "pad_token");
        return new()
        {
            Length = Length(component),
            Side = Side(component),
            MultipleOf = Math.Max(component.Count("pad_to_multiple_of", fallback: 1), 1),
            Id = component.Count("pad_id", fallback: 0),
            Type = component.Count("pad_type_id", fallback: 0),
            Token = component.OptionalText("pad_token"),
        };
    }

    // "BatchLongest" or {"Fixed": 128}
    private static int? Length(Component component)
    {
        if (!component.IsText("strategy"))
            return component.OptionalChild("strategy")?.Count("Fixed");
        return component.Text("strategy") == "BatchLongest"
            ? null
            : throw new InvalidDataException($"{component.Place}.strategy is '{component.Text("strategy")}'; known are BatchLongest and {{\"Fixed\": n}}.");
    }

    private static TextSide Side(Component component) => component.OptionalText("direction") switch
    {
        null or "Right" => TextSide.Right,
        "Left" => TextSide.Left,
        var other => throw new InvalidDataException($"{component.Place}.direction is '{other}'; known are Left and Right."),
    };
}
