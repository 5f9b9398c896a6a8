using Llm.Gen.Tests;

namespace Llm.Gen.Data.Tests;

public sealed class RecordFileTests : IDisposable
{
    private const string Alpaca = """{"instruction": "Add.", "input": "1, 2", "output": "3", "system": "Be brief.", "history": [["hi", "hello"]]}""";
    private const string ShareGpt = """{"id": "a", "system": "Be brief.", "conversations": [{"from": "human", "value": "hi"}, {"from": "gpt", "value": "hello"}]}""";
    private const string Messages = """{"messages": [{"role": "user", "content": [{"type": "text", "text": "h"}, {"type": "text", "text": "i"}]}, {"role": "assistant", "content": "hello", "weight": 0}]}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Alpaca, "system: Be brief. | user: hi | assistant: hello | user: Add.\n\n1, 2 | assistant: 3")]
    [InlineData("""{"instruction": "Add.", "output": "3"}""", "user: Add. | assistant: 3")]
    [InlineData(ShareGpt, "system: Be brief. | user: hi | assistant: hello")]
    [InlineData(Messages, "user: hi | assistant: hello")]
    [InlineData("""{"text": "Once."}""", "Once.")]
    [InlineData("\"Once.\"", "Once.")]
    public void A_record_says_by_its_keys_what_it_is(string json, string expected)
    {
        Assert.Equal([expected], Read("a.jsonl", json).Select(Shown));
        Assert.Equal([expected, expected], Read("a.json", $"\n[ {json}\n,\n{json}]\n").Select(Shown));
    }

    [Fact]
    public void Lines_are_counted_in_arrays_and_in_lines()
    {
        Assert.Equal([1L, 3L], Read("a.jsonl", "\"a\"\n\n\"b\"").Select(record => record.Line));
        Assert.Equal([2L, 4L, 5L], Read("a.json", "[\n\"a]\\\",[\",\n\n{\"text\":\n\"b\"}, \"c\"\n]").Select(record => record.Line));
        Assert.Equal([new(_folder.File("a.json"), 1, 1), new(_folder.File("a.json"), 2, 3)], Read("a.json", "[\"a\",\n\n\"b\"]").Select(record => record.Place));
        Assert.Equal([1L, 2L], Read("a.txt", "one\n<|endoftext|>\ntwo\n").Select(record => record.Number));
    }

    [Fact]
    public void A_byte_order_mark_is_left_out() => Assert.Equal("a", Assert.Single(Read("a.jsonl", "\uFEFF\"a\"\n")).Text);

    [Fact]
    public void A_text_file_is_a_document_and_a_line_parts_several()
    {
        var records = Read("a.txt", "one\ntwo\n<|endoftext|>\nthree\n").ToList();

        Assert.Equal([("one\ntwo\n", 1L), ("three\n", 4L)], records.Select(record => (record.Text!, record.Line)));
    }

    [Fact]
    public void Calls_of_functions_and_their_results_are_messages_too()
    {
        var record = Assert.Single(Read("a.jsonl", """{"tools": "[{\"name\": \"add\"}]", "conversations": [{"from": "human", "value": "1+2"}, {"from": "function_call", "value": "{\"name\": \"add\", \"arguments\": {\"a\": 1}}"}, {"from": "observation", "value": "3"}, {"from": "gpt", "value": "3"}]}"""));

        Assert.Equal(["user", "assistant", "tool", "assistant"], record.Conversation!.Messages.Select(message => message.Role));
        Assert.Equal("add", record.Conversation.Messages[1].Json.GetProperty("tool_calls")[0].GetProperty("function").GetProperty("name").GetString());
        Assert.Equal("add", Assert.Single(record.Conversation.Tools!).GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("{\"a\": 1, \"b\": 2}", "line 2", "a, b", "\"messages\"")]
    [InlineData("{\"text\": \"x\", \"mood\": \"good\"}", "line 2", "\"mood\" is no key", "Text")]
    [InlineData("{\"text\": 1}", "line 2", "\"text\" is a number", "string")]
    [InlineData("7", "line 2", "a number", "object")]
    [InlineData("{\"instruction\": \"a\", \"output\": \"\"}", "line 2", "\"output\" is empty", "")]
    [InlineData("{\"instruction\": \" \", \"output\": \"b\"}", "line 2", "\"instruction\" is empty", "")]
    [InlineData("{\"instruction\": \"a\"}", "line 2", "no \"output\"", "")]
    [InlineData("{\"instruction\": \"a\", \"output\": \"b\", \"history\": [[1]]}", "line 2", "\"history\"", "[question, answer]")]
    [InlineData("{\"instruction\": \"a\", \"output\": \"b\", \"chosen\": \"c\", \"rejected\": \"d\"}", "line 2", "preferences", "remove")]
    [InlineData("{\"conversations\": []}", "line 2", "\"conversations\" is empty", "")]
    [InlineData("{\"conversations\": [{\"from\": \"cat\", \"value\": \"miau\"}]}", "line 2", "\"cat\"", "human")]
    [InlineData("{\"conversations\": [{\"from\": \"function_call\", \"value\": \"add(1)\"}]}", "line 2", "function_call", "arguments")]
    [InlineData("{\"messages\": {}}", "line 2", "\"messages\" is an object", "array")]
    [InlineData("{\"messages\": []}", "line 2", "\"messages\" is empty", "")]
    [InlineData("{\"messages\": [{\"role\": \"cat\", \"content\": \"miau\"}]}", "line 2", "\"cat\"", "assistant")]
    [InlineData("{\"messages\": [{\"role\": \"user\"}]}", "line 2", "no \"content\"", "")]
    [InlineData("{\"messages\": [{\"role\": \"user\", \"content\": \"a\", \"mood\": 1}]}", "line 2", "\"mood\"", "tool_calls")]
    [InlineData("{\"messages\": [{\"role\": \"user\", \"content\": \"a\", \"weight\": 2}]}", "line 2", "weight 2", "0 or 1")]
    [InlineData("{\"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"image_url\"}]}]}", "line 2", "no text", "text alone")]
    [InlineData("{\"text\": ", "line 2", "not JSON", "correct it")]
    [InlineData("{\"text\": \"\\ud800\"}", "line 2", "surrogate", "correct it")]
    public void What_is_not_understood_is_named_with_its_line(string json, params string[] named)
    {
        var problem = Assert.Throws<InvalidDataException>(() => Read("a.jsonl", "\"fine\"\n" + json).ToList());

        Assert.StartsWith(_folder.File("a.jsonl"), problem.Message);
        Assert.All(named, part => Assert.Contains(part, problem.Message));
    }

    [Theory]
    [InlineData("[\n\"a\",\n{\"text\": \"b\"", "line 3", "ends within its array", "line 3")]
    [InlineData("[\"a\"]\n\n[", "line 3", "after the end of the array", "one record a line")]
    [InlineData("[\"a\",,\"b\"]", "line 1", "no record before this comma", "remove")]
    [InlineData("[\n{\n\"text\": b}]", "line 3", "not JSON", "correct it")]
    [InlineData("[]", "a.json", "no records", "expected")]
    [InlineData("", "a.json", "no records", "expected")]
    public void An_array_that_is_not_whole_is_named_with_its_line(string json, params string[] named)
    {
        var problem = Assert.Throws<InvalidDataException>(() => Read("a.json", json).ToList());

        Assert.All(named, part => Assert.Contains(part, problem.Message));
    }

    [Fact]
    public void A_format_that_is_asked_for_is_the_only_one()
    {
        Assert.Contains("\"instruction\"", Assert.Throws<InvalidDataException>(() => Read("a.jsonl", ShareGpt, RecordFormat.Alpaca).ToList()).Message);
        Assert.Contains("file of text", Assert.Throws<InvalidDataException>(() => Read("a.txt", "a", RecordFormat.Alpaca).ToList()).Message);
        Assert.Throws<FileNotFoundException>(() => RecordFile.Read([_folder.File("none")]).ToList());
    }

    [Fact]
    public void A_file_is_read_in_the_memory_of_a_record()
    {
        var path = _folder.File("large.json");
        using (var writer = new StreamWriter(path))
        {
            writer.Write('[');
            for (var i = 0; i < 100_000; i++)
                writer.Write($"{(i > 0 ? ",\n" : "")}{{\"text\": \"{new string('a', 300)}\"}}");
            writer.Write(']');
        }
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var (count, most) = (0, 0L);
        foreach (var record in RecordFile.Read([path]))
        {
            Assert.Equal(++count, record.Line);
            if (count % 25_000 == 0)
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        Assert.Equal(100_000, count);
        Assert.True(most < 4 << 20, $"{most:N0} bytes are held");
    }

    [DataTheory("instruct", "texts")]
    [InlineData("instruct/rasbt/instruction-data.json", 1_100)]
    [InlineData("instruct/llama-factory/identity.json", 91)]
    [InlineData("instruct/llama-factory/glaive_toolcall_en_demo.json", 300)]
    [InlineData("texts/tinystories_1000.json", 1_000)]
    public void Data_that_people_publish_are_read(string file, int records) =>
        Assert.Equal(records, RecordFile.Read([SharedData.Find(file)]).Count());

    private IEnumerable<DataRecord> Read(string name, string text, RecordFormat format = RecordFormat.Automatic)
    {
        File.WriteAllText(_folder.File(name), text);
        return RecordFile.Read([_folder.File(name)], format);
    }

    private static string Shown(DataRecord record) =>
        record.Text ?? string.Join(" | ", record.Conversation!.Messages.Select(message => $"{message.Role}: {message.Content}"));
}
