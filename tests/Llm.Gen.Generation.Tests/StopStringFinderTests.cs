using System.Text.Json;
using Llm.Gen.Tests;

namespace Llm.Gen.Generation.Tests;

public class StopStringFinderTests
{
    private static readonly JsonElement[] Records =
        [.. JsonDocument.Parse(File.ReadAllBytes(Fixtures.Find("generation/stop_strings.json"))).RootElement.EnumerateArray()];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Records.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_text_ends_before_its_first_stop_string_and_streams_what_cannot_be_part_of_one(int number)
    {
        var record = Records[number];
        var finder = new StopStringFinder(Texts(record, "stops"));

        var (chunks, read) = (new List<string>(), 0);
        foreach (var token in Texts(record, "tokens").TakeWhile(_ => finder.Found is null))
        {
            chunks.Add(finder.Add(token));
            read++;
        }

        Assert.Equal(Texts(record, "chunks"), chunks);
        Assert.Equal(record.GetProperty("tokens_read").GetInt32(), read);
        Assert.Equal(record.GetProperty("finish").GetString() == "stop", finder.Found is not null);
        Assert.Equal(record.GetProperty("text").GetString(), string.Concat(chunks) + finder.Flush());
    }

    [Fact]
    public void What_is_held_back_comes_out_when_the_text_is_over()
    {
        var finder = new StopStringFinder(["abc"]);

        Assert.Equal(("x", "ab"), (finder.Add("xab"), finder.Flush()));
    }

    [Fact]
    public void An_empty_stop_string_is_refused()
    {
        Assert.Contains("empty", Assert.Throws<ArgumentException>(() => new StopStringFinder([""])).Message, StringComparison.Ordinal);
    }

    private static string[] Texts(JsonElement record, string name) => [.. record.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];
}
