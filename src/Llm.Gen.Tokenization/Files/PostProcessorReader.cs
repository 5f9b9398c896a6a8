using System.Text.Json;

namespace Llm.Gen.Tokenization;

/// <summary>Reads the field "post_processor".</summary>
internal static class PostProcessorReader
{
    private const string Supported = "TemplateProcessing, BertProcessing, RobertaProcessing, ByteLevel and Sequence";

    public static PostProcessor Read(Component? component) => component is { } processor ? ReadOne(processor) : PostProcessor.Nothing;

    private static PostProcessor ReadOne(Component component) => component.Type switch
    {
        "ByteLevel" => ByteLevel(component),
        "TemplateProcessing" => Template(component),
        "BertProcessing" => Bert(component),
        "RobertaProcessing" => Roberta(component),
        "Sequence" => Sequence(component),
        var type => throw new NotSupportedException($"{component.Place} is the post-processor '{type}', which is not supported; supported are {Supported}."),
    };

    private static PostProcessor ByteLevel(Component component)
    {
        component.Allow("add_prefix_space", "trim_offsets", "use_regex");
        return PostProcessor.Nothing with { Trimming = Trimming(component) };
    }

    private static OffsetTrimming? Trimming(Component component) =>
        component.Flag("trim_offsets", fallback: true) ? new(component.Flag("add_prefix_space", fallback: true)) : null;

    // Offsets are trimmed first. Of two templates the reference loses what the first one made.
    private static PostProcessor Sequence(Component component)
    {
        component.Allow("processors");
        var parts = component.Children("processors").Select(ReadOne).ToArray();
        var templates = parts.Where(part => part.Single != PostTemplate.Plain).ToArray();
        var trimmings = parts.Where(part => part.Trimming is not null).ToArray();
        if (templates.Length > 1 || trimmings.Length > 1)
            throw new NotSupportedException($"{component.Place} holds {Math.Max(templates.Length, trimmings.Length)} post-processors that do the same; only one of each kind is supported.");
        return (templates.FirstOrDefault() ?? PostProcessor.Nothing) with { Trimming = trimmings.FirstOrDefault()?.Trimming };
    }

    private static PostProcessor Bert(Component component)
    {
        component.Allow("sep", "cls");
        var (begin, separator) = (Token(component, "cls"), Token(component, "sep"));
        return new()
        {
            Single = new([Special(begin), Text(0), Special(separator)]),
            Pair = new([Special(begin), Text(0), Special(separator), Text(1, type: 1), Special(separator, type: 1)]),
        };
    }

    private static PostProcessor Roberta(Component component)
    {
        component.Allow("sep", "cls", "trim_offsets", "add_prefix_space");
        var (begin, separator) = (Token(component, "cls"), Token(component, "sep"));
        return new()
        {
            Single = new([Special(begin), Text(0), Special(separator)], typesAllParts: true),
            Pair = new([Special(begin), Text(0), Special(separator), Special(separator), Text(1), Special(separator)], typesAllParts: true),
            Trimming = Trimming(component),
        };
    }

    private static TemplatePiece Special(SpecialToken token, int type = 0) => TemplatePiece.OfSpecial([token], type);

    private static TemplatePiece Text(int text, int type = 0) => TemplatePiece.OfText(text, type);

    // ["</s>", 2]
    private static SpecialToken Token(Component component, string name) =>
        component.Array(name) is [{ ValueKind: JsonValueKind.String } text, { ValueKind: JsonValueKind.Number } number] && number.TryGetInt32(out var id)
            ? new(Component.ReadText(text, component.Place), id)
            : throw new InvalidDataException($"{component.Place}.{name} is {component.Value(name, JsonValueKind.Array, "a token and its id").GetRawText()}; expected a token and its id.");

    private static PostProcessor Template(Component component)
    {
        component.Allow("single", "pair", "special_tokens");
        var tokens = component.Child("special_tokens");
        var single = Pieces(component, "single", tokens);
        if (single.All(piece => piece.Text != 0))
            throw new NotSupportedException($"{component.Place}.single does not hold the text A; such a template would drop the text.");
        var pair = component.Has("pair") ? Pieces(component, "pair", tokens) : [];
        if (pair.Count == 0)
            pair = PlainPair;
        return new() { Single = new(single), Pair = new(pair) };
    }

    private static IReadOnlyList<TemplatePiece> PlainPair => [Text(0), Text(1, type: 1)];

    private static IReadOnlyList<TemplatePiece> Pieces(Component component, string name, Component tokens)
    {
        var isPair = name == "pair";
        List<TemplatePiece> pieces = [];
        foreach (var piece in component.Children(name))
        {
            piece.Allow("SpecialToken", "Sequence");
            pieces.Add(piece.OptionalChild("SpecialToken") is { } special ? Special(special, tokens) : Sequence(piece.Child("Sequence"), isPair));
        }

        return pieces;
    }

    private static TemplatePiece Special(Component special, Component tokens)
    {
        special.Allow("id", "type_id");
        var token = tokens.Child(special.Text("id"));
        token.Allow("id", "ids", "tokens");
        var ids = Ids(token).ToArray();
        var texts = token.Array("tokens").Select(text => text.ValueKind == JsonValueKind.String ? Component.ReadText(text, token.Place) : throw new InvalidDataException($"{token.Place}.tokens holds {text.GetRawText()}; expected strings.")).ToArray();
        if (ids.Length != texts.Length)
            throw new InvalidDataException($"{token.Place} has {ids.Length} ids and {texts.Length} tokens; expected as many of each.");
        return TemplatePiece.OfSpecial([.. texts.Zip(ids, (text, id) => new SpecialToken(text, id))], special.Count("type_id", fallback: 0));
    }

    private static TemplatePiece Sequence(Component sequence, bool isPair)
    {
        sequence.Allow("id", "type_id");
        return (sequence.Text("id"), isPair) switch
        {
            ("A", _) => TemplatePiece.OfText(0, sequence.Count("type_id", fallback: 0)),
            ("B", true) => TemplatePiece.OfText(1, sequence.Count("type_id", fallback: 0)),
            ("B", false) => throw new InvalidDataException($"{sequence.Place} is the text B in a template for one text; expected A."),
            var (id, _) => throw new InvalidDataException($"{sequence.Place} is the text '{id}'; expected A or B."),
        };
    }

    private static IEnumerable<int> Ids(Component token) =>
        token.Array("ids").Select(id => id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out var value) ? value : throw new InvalidDataException($"{token.Place}.ids holds {id.GetRawText()}; expected whole numbers."));
}
