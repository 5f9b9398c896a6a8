using Llm.Gen.Tokenization;

namespace Llm.Gen.Data.Tests;

public sealed class ExampleEncoderTests
{
    private const string Marked =
        "{{ bos_token }}{% for m in messages %}<{{ m.role }}>{% if m.role == 'assistant' %}{% generation %}{{ m.content + eos_token }}{% endgeneration %}{% else %}{{ m.content }}{% endif %}{% endfor %}{% if add_generation_prompt %}<assistant>{% endif %}";

    private static readonly Tokenizer _tokenizer = BpeTrainer.Train(["once upon a time there was a cat <user> <assistant>"], new BpeTrainingOptions { VocabularySize = 270, SpecialTokens = ["<|end|>"], EndOfText = "<|end|>" });

    private static readonly Conversation _talk = new()
    {
        Messages = [new("user", "hi"), new("assistant", "hello"), new("user", "and?"), new("assistant", "bye")],
    };

    [Fact]
    public void A_document_is_learnt_whole_and_ends_with_the_end_of_text()
    {
        var example = Assert.Single(Encode([Text("once upon a time")], 100));

        Assert.Equal([.. _tokenizer.EncodeToIds("once upon a time"), _tokenizer.EosId!.Value], example.Ids);
        Assert.Equal([false, .. Enumerable.Repeat(true, example.Positions)], example.IsTarget);
        var without = Assert.Single(new ExampleEncoder(_tokenizer, Options(100) with { EndsDocuments = false }).Encode([Text("once upon a time")]));
        Assert.Equal(example.Ids[..^1], without.Ids);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(50)]
    public void A_long_document_becomes_windows_that_predict_each_token_once(int context)
    {
        var text = string.Concat(Enumerable.Repeat("once upon a time there was a cat. ", 3));
        int[] whole = [.. _tokenizer.EncodeToIds(text), _tokenizer.EosId!.Value];

        var windows = Encode([Text(text) with { IsContinued = true }, Text("")], context).ToList();

        Assert.All(windows, window => Assert.InRange(window.Positions, 1, context));
        Assert.All(windows, window => Assert.Equal(7, window.Place!.Value.Line));
        Assert.Equal(whole, windows.SelectMany((window, i) => i == 0 ? window.Ids : window.Ids[1..]));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(50)]
    public void A_document_in_one_record_becomes_the_windows_of_one_that_comes_in_parts(int context)
    {
        var parts = Enumerable.Repeat("once upon a time there was a cat.\n", 5).ToArray();
        var inParts = parts.Select(part => Text(part) with { IsContinued = true }).Append(Text(""));

        var whole = Encode([Text(string.Concat(parts))], context).Select(window => window.Ids);

        Assert.Equal(Encode(inParts, context).Select(window => window.Ids), whole);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Only_answers_are_learnt_whether_the_template_marks_them_or_not(bool marks)
    {
        var template = Template(marks ? Marked : Marked.Replace("{% generation %}", "", StringComparison.Ordinal).Replace("{% endgeneration %}", "", StringComparison.Ordinal));

        var example = Assert.Single(Encode([Talk(_talk)], 200, template));

        Assert.Equal("<user>hi<assistant>hello<|end|><user>and?<assistant>bye<|end|>", _tokenizer.Decode(example.Ids, skipSpecialTokens: false));
        Assert.Equal("hello<|end|>bye<|end|>", Learnt(example));
    }

    [Fact]
    public void An_answer_of_no_weight_is_read_and_not_learnt()
    {
        using var json = System.Text.Json.JsonDocument.Parse("""{"role": "assistant", "content": "hello", "weight": 0}""");
        var messages = _talk.Messages.ToArray();
        messages[1] = ChatMessage.Read(json.RootElement);

        var example = Assert.Single(Encode([Talk(_talk with { Messages = messages })], 200, Template(Marked)));

        Assert.Equal("bye<|end|>", Learnt(example));
    }

    [Fact]
    public void Everything_is_learnt_when_so_asked()
    {
        var encoder = new ExampleEncoder(_tokenizer, Options(200) with { Template = Template(Marked), LearnFrom = LearnFrom.Everything });

        var example = Assert.Single(encoder.Encode([Talk(_talk)]));

        Assert.Equal(example.Positions, example.IsTarget.Count(isTarget => isTarget));
    }

    [Fact]
    public void The_plain_template_is_for_models_without_one()
    {
        var example = Assert.Single(Encode([Talk(_talk with { Messages = [new("system", "Be brief."), .. _talk.Messages] })], 500, PlainTemplate.For(_tokenizer)));

        Assert.Equal("Be brief.\n\n### Instruction:\nhi\n\n### Response:\nhello<|end|>\n\n### Instruction:\nand?\n\n### Response:\nbye<|end|>\n\n", _tokenizer.Decode(example.Ids, skipSpecialTokens: false));
        Assert.Equal("hello<|end|>bye<|end|>", Learnt(example));
    }

    [Fact]
    public void A_long_conversation_is_cut_and_one_without_an_answer_left_is_left_out()
    {
        var encoder = new ExampleEncoder(_tokenizer, Options(20) with { Template = Template(Marked) });
        var late = _talk with { Messages = [new("user", new string('x', 60)), new("assistant", "hello")] };

        var example = Assert.Single(encoder.Encode([Talk(_talk), Talk(late)]));

        Assert.Equal((20, 1L, 1L), (example.Positions, encoder.Cut, encoder.LeftOut));
        var strict = new ExampleEncoder(_tokenizer, Options(20) with { Template = Template(Marked), RefusesLong = true });
        Assert.Contains("line 7: the conversation has", Assert.Throws<InvalidDataException>(() => strict.Encode([Talk(_talk)]).ToList()).Message);
        Assert.Contains("1 records were left out", Assert.Throws<InvalidDataException>(() => ExampleFile.Write([Talk(late)], new ExampleEncoder(_tokenizer, Options(20) with { Template = Template(Marked) }))).Message);
    }

    [Fact]
    public void What_cannot_be_learnt_from_is_named_with_its_line()
    {
        var silent = _talk with { Messages = [new("user", "hi")] };
        var changing = Template("{% for m in messages %}{% if loop.last or m.role == 'user' %}<{{ m.role }}>{{ m.content }}{% endif %}{% endfor %}{% if add_generation_prompt %}<assistant>{% endif %}");

        Refused("line 7: there is nothing to learn", Talk(silent), Template(Marked));
        Refused("line 7: the document is empty", Text("  "), null);
        Refused("line 7: the chat template writes message 2 of 4 otherwise", Talk(_talk), changing);
        Refused("line 7: chat template, line 1", Talk(_talk), Template("{{ raise_exception('no') }}"));
        Refused("no chat template", Talk(_talk), null);
        Assert.Contains("there is no record", Assert.Throws<InvalidDataException>(() => ExampleFile.Write([], new ExampleEncoder(_tokenizer, Options(8)))).Message);
    }

    [Fact]
    public void A_tokenizer_that_does_not_fit_is_refused()
    {
        var small = Options(8) with { Vocabulary = 100 };
        var foreign = Options(8) with { Template = ChatTemplate.Parse(Marked, new ChatTemplateOptions { SpecialTokens = new Dictionary<string, string> { ["eos_token"] = "<|im_end|>" } }) };
        var bare = CharacterTokenizer.Train(["abc"], new CharacterTrainingOptions { UnknownToken = null });

        Assert.Contains($"ids up to {_tokenizer.LargestId}, and the model knows 100 tokens", Assert.Throws<InvalidDataException>(() => new ExampleEncoder(_tokenizer, small)).Message);
        Assert.Contains("\"<|im_end|>\", and the tokenizer has no such token", Assert.Throws<InvalidDataException>(() => new ExampleEncoder(_tokenizer, foreign)).Message);
        Assert.Contains("names no end of text", Assert.Throws<InvalidDataException>(() => new ExampleEncoder(bare, Options(8))).Message);
        Assert.Contains("names no end of text", Assert.Throws<InvalidDataException>(() => PlainTemplate.For(bare)).Message);
        var wrong = Assert.Throws<ArgumentException>(() => new ExampleEncoder(_tokenizer, new ExampleOptions { Context = 0, Vocabulary = 0 }));
        Assert.Contains("Context is 0, expected at least 1; Vocabulary is 0", wrong.Message);
    }

    [Fact]
    public void Examples_come_back_from_the_file_as_they_were()
    {
        DataRecord[] records = [Text("once upon"), Talk(_talk)];
        var encoder = new ExampleEncoder(_tokenizer, Options(200) with { Template = Template(Marked) });
        var encoded = encoder.Encode(records).ToList();

        using var file = ExampleFile.Write(records, encoder);

        Assert.Equal(encoded.Count, file.Count);
        Assert.Equal(encoded.Sum(example => example.Ids.Length), file.Tokens);
        Assert.Equal(encoded.Sum(example => example.IsTarget.Count(isTarget => isTarget)), file.Targets);
        for (var i = 0; i < file.Count; i++)
        {
            Assert.Equal(encoded[i].Ids, file.Read(i).Ids);
            Assert.Equal(encoded[i].IsTarget, file.Read(i).IsTarget);
            Assert.Equal(new RecordPlace("file", 0, 7), file.Read(i).Place);
        }
    }

    private static void Refused(string named, DataRecord record, ChatTemplate? template) =>
        Assert.Contains(named, Assert.Throws<InvalidDataException>(() => Encode([record], 200, template).ToList()).Message);

    private static IEnumerable<TrainingExample> Encode(IEnumerable<DataRecord> records, int context, ChatTemplate? template = null) =>
        new ExampleEncoder(_tokenizer, Options(context) with { Template = template }).Encode(records);

    private static ExampleOptions Options(int context) => new() { Context = context, Vocabulary = _tokenizer.LargestId + 1 };

    private static ChatTemplate Template(string text) =>
        ChatTemplate.Parse(text, new ChatTemplateOptions { SpecialTokens = new Dictionary<string, string> { ["bos_token"] = "", ["eos_token"] = "<|end|>" } });

    private static string Learnt(TrainingExample example) =>
        _tokenizer.Decode(example.Ids.Where((_, i) => example.IsTarget[i]), skipSpecialTokens: false);

    private static DataRecord Text(string text) => new("file", 7) { Text = text };

    private static DataRecord Talk(Conversation conversation) => new("file", 7) { Conversation = conversation };
}
