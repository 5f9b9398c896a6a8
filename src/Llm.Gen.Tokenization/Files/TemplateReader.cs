using System.Text.Json;

namespace Llm.Gen.Tokenization;

/// <summary>Reads the field "post_processor": which special tokens stand around a text.</summary>
internal static class TemplateReader
{
    public static SpecialTokenTemplate Read(Component? component) =>
        component is { } processor ? ReadOne(processor) : SpecialTokenTemplate.Nothing;

    private static SpecialTokenTemplate ReadOne(Component component) => component.Type switch
    {
        "ByteLevel" => Offsets(component),
        "TemplateProcessing" => Template(component),
        "Sequence" => Sequence(component),
        var type => throw new NotSupportedException($"{component.Place} is the post-processor '{type}', which is not supported; supported are TemplateProcessing, ByteLevel and Sequence."),
    };

    // ByteLevel moves offsets alone.
    private static SpecialTokenTemplate Offsets(Component component)
    {
        component.Allow("add_prefix_space", "trim_offsets", "use_regex");
        return SpecialTokenTemplate.Nothing;
    }

    private static SpecialTokenTemplate Sequence(Component component)
    {
        component.Allow("processors");
        return component.Children("processors").Select(ReadOne).Aggregate(SpecialTokenTemplate.Nothing, (inner, outer) => outer.Around(inner));
    }

    private static SpecialTokenTemplate Template(Component component)
    {
        component.Allow("single", "pair", "special_tokens");
        var tokens = component.Child("special_tokens");
        List<int> before = [], after = [];
        var hasText = false;
        foreach (var piece in component.Children("single"))
        {
            piece.Allow("SpecialToken", "Sequence");
            if (piece.OptionalChild("SpecialToken") is { } special)
            {
                (hasText ? after : before).AddRange(Ids(tokens.Child(special.Text("id"))));
                continue;
            }

            var sequence = piece.Child("Sequence");
            if (sequence.Text("id") != "A" || hasText)
                throw new NotSupportedException($"{sequence.Place} is '{sequence.Text("id")}'; a template for one text must hold the text A once.");
            hasText = true;
        }

        return hasText
            ? new([.. before], [.. after])
            : throw new NotSupportedException($"{component.Place}.single does not hold the text A; such a template would drop the text.");
    }

    private static IEnumerable<int> Ids(Component token) =>
        token.Array("ids").Select(id => id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out var value) ? value : throw new InvalidDataException($"{token.Place}.ids holds {id.GetRawText()}; expected whole numbers."));
}
