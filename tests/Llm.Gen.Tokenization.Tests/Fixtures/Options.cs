using System.Text.Json;

namespace Llm.Gen.Tokenization.Tests;

/// <summary>Reads the options of truncation and padding records.</summary>
internal static class Options
{
    public static Truncation Truncation(JsonElement options) => new()
    {
        MaxLength = options.NumberOr("max_length", 0),
        Stride = options.NumberOr("stride", 0),
        Side = Side(options),
        Strategy = options.TextOr("strategy", "longest_first") switch
        {
            "only_first" => TruncationStrategy.OnlyFirst,
            "only_second" => TruncationStrategy.OnlySecond,
            _ => TruncationStrategy.LongestFirst,
        },
    };

    public static Padding Padding(JsonElement options) => new()
    {
        Length = options.Has("length") ? options.NumberOr("length", 0) : null,
        MultipleOf = options.NumberOr("pad_to_multiple_of", 1),
        Side = Side(options),
        Id = options.NumberOr("pad_id", 0),
        Type = options.NumberOr("pad_type_id", 0),
        Token = options.TextOr("pad_token", "[PAD]"),
    };

    private static TextSide Side(JsonElement options) => options.TextOr("direction", "right") == "left" ? TextSide.Left : TextSide.Right;
}
