using System.Text.Json.Nodes;
using Llm.Gen.Tests;

namespace Llm.Gen.Tokenization.Tests;

public class CharacterTokenizerTests
{
    private static string Folder => Fixtures.Find("tokenization/training");

    public static TheoryData<string> Goldens =>
        [.. Directory.EnumerateFiles(Folder, "characters_*.tokenizer.json").Select(path => Path.GetFileName(path).Replace(".tokenizer.json", "")).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Characters_get_ids_by_code_point_after_the_unknown_token(string name)
    {
        var golden = Golden.Read("training", $"{name}.json");
        using var folder = new TemporaryFolder();

        var tokenizer = CharacterTokenizer.Train([File.ReadAllText(Path.Combine(Folder, golden.Text("text")))]);

        tokenizer.Save(folder.Path);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse(File.ReadAllBytes(Path.Combine(Folder, $"{name}.tokenizer.json"))), JsonNode.Parse(File.ReadAllBytes(Path.Combine(folder.Path, "tokenizer.json")))));
        foreach (var record in golden.List("encodings"))
        {
            Assert.Equal(record.Ids("ids"), tokenizer.EncodeToIds(record.Text("text")));
            Assert.Equal(record.Text("decode"), tokenizer.Decode(record.Ids("ids")));
        }
    }

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Without_an_unknown_token_an_unknown_character_is_an_error(string name)
    {
        var golden = Golden.Read("training", $"{name}.json");

        var tokenizer = CharacterTokenizer.Train([File.ReadAllText(Path.Combine(Folder, golden.Text("text")))], new CharacterTrainingOptions { UnknownToken = null });

        foreach (var record in golden.List("encodings"))
        {
            var ids = record.Ids("plain_ids");
            if (ids.Contains(-1))
                Assert.Contains("not in the vocabulary", Assert.Throws<ArgumentException>(() => tokenizer.EncodeToIds(record.Text("text"))).Message, StringComparison.Ordinal);
            else
                Assert.Equal(ids, tokenizer.EncodeToIds(record.Text("text")));
        }
    }

    [Fact]
    public void Special_tokens_stand_before_the_characters_and_have_their_roles()
    {
        var options = new CharacterTrainingOptions { SpecialTokens = ["<s>", "</s>"], BeginningOfText = "<s>", EndOfText = "</s>" };

        var tokenizer = CharacterTokenizer.Train(["ba😀"], options);

        Assert.Equal([1, 4, 5, 2], tokenizer.EncodeToIds("<s>b😀</s>"));
        Assert.Equal((1, 2), (tokenizer.BosId, tokenizer.EosId));
        Assert.Equal("b😀", tokenizer.Decode([1, 4, 5, 2]));
    }
}
