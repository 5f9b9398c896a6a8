using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Llm.Gen.Cli.Training;

/// <summary>YAML as JSON: one document of mappings, sequences and scalars. Anchors, aliases and tags are refused, and so is a key that stands twice.</summary>
internal static class YamlText
{
    private const int Deepest = 64;

    /// <exception cref="InvalidDataException">It is something else; the message says where.</exception>
    public static JsonNode? Parse(string path, string text)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
                return null;
            parser.Consume<DocumentStart>();
            var value = Value(path, parser, 0);
            parser.Consume<DocumentEnd>();
            return parser.Accept<StreamEnd>(out _) ? value : throw Wrong(path, parser.Current!, "a second document begins", "expected one");
        }
        catch (YamlException problem)
        {
            throw new InvalidDataException($"{path}, line {problem.Start.Line}: {problem.Message.TrimEnd('.')}; correct the YAML.", problem);
        }
    }

    private static JsonNode? Value(string path, IParser parser, int depth)
    {
        var begins = parser.Consume<ParsingEvent>();
        if (depth > Deepest)
            throw Wrong(path, begins, "the values are nested too deep", $"expected at most {Deepest} levels");
        if (begins is NodeEvent { Anchor.IsEmpty: false } or AnchorAlias)
            throw Wrong(path, begins, "there is an anchor or an alias", "write the value out");
        if (begins is NodeEvent { Tag.IsEmpty: false })
            throw Wrong(path, begins, "there is a tag", "leave it out: types follow from the keys");
        return begins switch
        {
            Scalar scalar => Scalar(scalar),
            SequenceStart => Sequence(path, parser, depth),
            MappingStart => Mapping(path, parser, depth),
            _ => throw Wrong(path, begins, $"there is a {begins.GetType().Name}", "expected a value"),
        };
    }

    private static JsonArray Sequence(string path, IParser parser, int depth)
    {
        var items = new JsonArray();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(Value(path, parser, depth + 1));
        return items;
    }

    private static JsonObject Mapping(string path, IParser parser, int depth)
    {
        var mapping = new JsonObject();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var key))
                throw Wrong(path, parser.Current!, "a key is no word", "expected a name before the colon");
            if (mapping.ContainsKey(key.Value))
                throw Wrong(path, key, $"the key {key.Value} stands twice", "remove one");
            mapping[key.Value] = Value(path, parser, depth + 1);
        }
        return mapping;
    }

    /// <summary>A plain scalar by YAML's core schema; one in quotation marks, or a block, is a text.</summary>
    private static JsonNode? Scalar(Scalar scalar)
    {
        if (scalar.Style != ScalarStyle.Plain)
            return scalar.Value;
        return scalar.Value switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => true,
            "false" or "False" or "FALSE" => false,
            var word when long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
            var word when word.Any(char.IsAsciiDigit) && double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
            var word => word,
        };
    }

    private static InvalidDataException Wrong(string path, ParsingEvent at, string found, string expected) =>
        new($"{path}, line {at.Start.Line}: {found}; {expected}.");
}
