using System.Text;
using System.Text.Json.Nodes;
using Llm.Gen.Tests;

namespace Llm.Gen.Tokenization.Tests;

public class BadFileTests
{
    private const string Good = """
        {"version":"1.0","truncation":null,"padding":null,"added_tokens":[],"normalizer":null,"pre_tokenizer":null,"post_processor":null,"decoder":null,
         "model":{"type":"BPE","dropout":null,"unk_token":null,"vocab":{"a":0,"b":1,"ab":2},"merges":["a b"]}}
        """;

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData(" \n", "it is empty")]
    [InlineData("[", "this is not the JSON of a tokenizer")]
    public void The_file_is_named(string text, string message)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("tokenizer.json"), text);

        foreach (var path in (string[])[folder.Path, folder.File("tokenizer.json")])
        {
            var error = Assert.Throws<InvalidDataException>(() => Tokenizer.Load(path)).Message;
            Assert.StartsWith(folder.File("tokenizer.json") + ": ", error);
            Assert.Contains(message, error);
        }
    }

    public static TheoryData<string, string, string> Malformed => new()
    {
        { "$", "[]", "the file is an array; expected an object" },
        { "model", "null", "model is missing; expected an object" },
        { "model.vocab", "null", "model.vocab is missing" },
        { "model.vocab", """["a"]""", "model.vocab is an array; expected an object of tokens and ids" },
        { "model.vocab", """{"a":0,"b":0,"ab":2}""", "tokens 'a' and 'b' have the same id 0" },
        { "model.vocab", """{"a":-1,"b":1,"ab":2}""", "has the id -1" },
        { "model.vocab", """{"a":2147483647,"b":1,"ab":2}""", "may not leave holes" },
        { "model.vocab", """{"a":0.5,"b":1,"ab":2}""", "'0.5' as the id of 'a'" },
        { "model.vocab", """{"a":0,"b":1,"ab":2,"\ud83d":3}""", "half of a surrogate pair" },
        { "model.vocab", """{"a":0,"b":1}""", "model.merges[0] needs the token 'ab'" },
        { "model.merges", "null", "model.merges is missing" },
        { "model.merges", "{}", "model.merges is an object; expected an array of merges" },
        { "model.merges", """["a c"]""", "model.merges[0] needs the token 'c'" },
        { "model.merges", """["ab"]""", "expected two tokens" },
        { "model.merges", """[["a","b","c"]]""", "expected two tokens" },
        { "model.merges", """[["a","\udc00"]]""", "half of a surrogate pair" },
        { "model.unk_token", "\"<unk>\"", "model.unk_token is '<unk>', which is not in model.vocab" },
        { "model.fuse_unk", "1", "model.fuse_unk is the number 1; expected true or false" },
        { "added_tokens", """[{"id":3,"content":""}]""", "added_tokens[0].content is empty" },
        { "added_tokens", """[{"content":"<s>"}]""", "added_tokens[0].id is missing" },
        { "added_tokens", "7", "added_tokens is the number 7; expected an array" },
        { "normalizer", "\"NFC\"", "normalizer is a string; expected an object" },
        { "normalizer", """{"type":"Replace","pattern":{"String":""},"content":"x"}""", "normalizer.pattern.String is empty" },
        { "normalizer", """{"type":"Prepend"}""", "normalizer.prepend is missing" },
        { "pre_tokenizer", """{"type":"Metaspace","replacement":"__"}""", "expected one character" },
        { "pre_tokenizer", """{"type":"FixedLength","length":0}""", "length is 0" },
        { "truncation", """{"max_length":-5}""", "truncation.max_length is -5; expected a number from 0" },
        { "truncation", """{"max_length":5,"strategy":"Odd"}""", "strategy is 'Odd'" },
        { "padding", """{"strategy":"Odd"}""", "strategy is 'Odd'" },
        { "padding", """{"strategy":{"Fixed":5},"direction":"Up"}""", "direction is 'Up'" },
        { "normalizer", """{"type":"Precompiled","precompiled_charsmap":"?"}""", "is not base64" },
        { "normalizer", """{"type":"Precompiled","precompiled_charsmap":"AAAA"}""", "damaged or cut" },
        { "post_processor", """{"type":"BertProcessing","sep":["a"],"cls":["a",0]}""", "expected a token and its id" },
        { "pre_tokenizer", """{"type":"Sequence","pretokenizers":[1]}""", "pre_tokenizer.pretokenizers[0] is the number 1" },
        { "post_processor", Template("[[]]"), "ids holds []; expected whole numbers" },
        { "post_processor", Template("[7]"), "post_processor adds the id 7 to texts, which no token has" },
        { "decoder", """{"type":"Strip","content":" ","start":-1,"stop":0}""", "decoder strips -1" },
    };

    public static TheoryData<string, string, string> Unsupported => new()
    {
        { "model.type", "\"Odd\"", "model is 'Odd', which is not supported" },
        { "model.dropout", "0.1", "model.dropout is not 0" },
        { "model.cache", "5", "model.cache is not a field that is known here" },
        { "extra", "5", "extra is not a field that is known here" },
        { "truncation", """{"max_length":5,"odd":1}""", "truncation.odd is not a field" },
        { "padding", """{"odd":1}""", "padding.odd is not a field" },
        { "normalizer", """{"type":"Odd"}""", "normalizer is the normalizer 'Odd'" },
        { "pre_tokenizer", """{"type":"Split","pattern":{"String":" "},"behavior":"Odd","invert":false}""", "behavior is 'Odd'" },
        { "pre_tokenizer", """{"type":"Split","pattern":{"Regex":"[^a-z&&[^b]]"},"behavior":"Isolated","invert":false}""", "&& in a set that is negated" },
        { "pre_tokenizer", """{"type":"Split","pattern":{"Regex":"\\X"},"behavior":"Isolated","invert":false}""", @"uses \X" },
        { "pre_tokenizer", """{"type":"Split","pattern":{"Regex":"(a"},"behavior":"Isolated","invert":false}""", "cannot be read" },
        { "pre_tokenizer", """{"type":"Split","pattern":{"Regex":"😀"},"behavior":"Isolated","invert":false}""", "a character beyond U+FFFF" },
        { "pre_tokenizer", """{"type":"Metaspace","replacement":"_","prepend_scheme":"last"}""", "prepend_scheme is 'last'" },
        { "post_processor", """{"type":"Odd"}""", "post_processor is the post-processor 'Odd'" },
        { "post_processor", """{"type":"TemplateProcessing","single":[],"pair":[],"special_tokens":{}}""", "does not hold the text A" },
        { "decoder", """{"type":"Odd"}""", "decoder is the decoder 'Odd'" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void A_malformed_file_is_one_error_that_says_where(string place, string value, string message)
    {
        var error = Assert.Throws<InvalidDataException>(() => Tokenizer.Parse(With(place, value)));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Unsupported))]
    public void What_is_not_supported_is_refused_and_never_ignored(string place, string value, string message)
    {
        var error = Assert.Throws<NotSupportedException>(() => Tokenizer.Parse(With(place, value)));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("tokenizer")]
    [InlineData("{\"model\":{\"vocab\":{\"a\":")]
    public void What_is_no_JSON_is_one_error(string text)
    {
        Assert.Contains("not the JSON of a tokenizer", Assert.Throws<InvalidDataException>(() => Tokenizer.Parse(Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_one_error()
    {
        byte[] bytes = [.. "{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0},\"merges\":[\""u8, 0xFF, .. "\"]}}"u8];

        Assert.Contains("not UTF-8", Assert.Throws<InvalidDataException>(() => Tokenizer.Parse(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void JSON_without_end_is_one_error()
    {
        var deep = new string('[', 1_000_000);

        Assert.Throws<InvalidDataException>(() => Tokenizer.Parse(Encoding.UTF8.GetBytes(deep)));
    }

    [Theory]
    [InlineData("\"b\":1", "\"a\":1", "token 'a' is in the vocabulary twice")]
    [InlineData("\"dropout\"", "\"unk_token\"", "model.unk_token comes twice")]
    public void A_name_that_comes_twice_is_one_error(string name, string other, string message)
    {
        var twice = Good.Replace(name, other, StringComparison.Ordinal);

        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Tokenizer.Parse(Encoding.UTF8.GetBytes(twice))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_added_token_cannot_take_the_id_of_another_token()
    {
        var error = Assert.Throws<InvalidDataException>(() => Tokenizer.Parse(With(
            ("model.vocab", """{"a":0,"b":1,"ab":3}"""), ("added_tokens", """[{"id":4,"content":"<s>"}]"""))));

        Assert.Contains("'<s>' (id 4 in the file) would get the id 3, which 'ab' has", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_tokenizer_is_an_error_that_says_what_is_there_instead()
    {
        using var folder = new TemporaryFolder();
        var empty = Assert.Throws<FileNotFoundException>(() => Tokenizer.Load(folder.Path));

        Assert.Contains("holds no tokenizer.json and none of the other files of a tokenizer", empty.Message, StringComparison.Ordinal);
        Assert.Contains("There is no tokenizer at", Assert.Throws<FileNotFoundException>(() => Tokenizer.Load(folder.File("none"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "tokenizer_config.json is not JSON")]
    [InlineData("[]", "tokenizer_config.json is not a JSON object")]
    public void A_malformed_configuration_is_one_error_with_the_path(string config, string message)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("tokenizer.json"), Good);
        File.WriteAllText(folder.File("tokenizer_config.json"), config);

        var error = Assert.Throws<InvalidDataException>(() => Tokenizer.Load(folder.Path));

        Assert.StartsWith(folder.Path, error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static byte[] With(string place, string value) => With((place, value));

    private static string Template(string ids) => $$$$"""
        {"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"a","type_id":0}},{"Sequence":{"id":"A","type_id":0}}],"pair":[],
         "special_tokens":{"a":{"id":"a","ids":{{{{ids}}}},"tokens":["a"]}}}
        """;

    // Puts JSON texts in place of fields, in the text itself: a parsed tree would repair what is to be wrong.
    private static byte[] With(params (string Place, string Value)[] changes)
    {
        var file = JsonNode.Parse(Good)!;
        var values = new Dictionary<string, string>();
        foreach (var (place, value) in changes)
        {
            if (place == "$")
                return Encoding.UTF8.GetBytes(value);
            var names = place.Split('.');
            var parent = names[..^1].Aggregate(file, (node, name) => node[name]!);
            parent[names[^1]] = $"@{values.Count}";
            values[$"\"@{values.Count}\""] = value;
        }

        return Encoding.UTF8.GetBytes(values.Aggregate(file.ToJsonString(), (text, item) => text.Replace(item.Key, item.Value, StringComparison.Ordinal)));
    }
}
