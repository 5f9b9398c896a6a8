using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Llm.Gen.Tests;

namespace Llm.Gen.Tokenization.Tests;

public class ByteLevelTrainingTests
{
    private static string Folder => Fixtures.Find("tokenization/training");

    public static TheoryData<string> Goldens =>
        [.. Directory.EnumerateFiles(Folder, "byte_level_*.json").Select(path => Path.GetFileNameWithoutExtension(path)!).Where(name => !name.EndsWith(".tokenizer", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Training_learns_the_merges_of_the_reference(string name)
    {
        var golden = Golden.Read("training", $"{name}.json");
        var text = File.ReadAllText(Path.Combine(Folder, golden.Text("text")));
        var special = golden.Texts("special_tokens");
        var merges = golden.Texts("merges");

        foreach (var size in golden.List("sizes"))
        {
            var options = new BpeTrainingOptions
            {
                VocabularySize = size.GetProperty("vocab_size").GetInt32(),
                MinimumFrequency = size.GetProperty("min_frequency").GetInt32(),
                SpecialTokens = special,
            };
            var tokenizer = BpeTrainer.Train([text], options);

            Assert.Equal(merges.Take(size.GetProperty("merges").GetInt32()), Merges(tokenizer));
            Assert.Equal(size.GetProperty("vocabulary").GetInt32(), tokenizer.VocabularySize);
            Assert.Equal(size.Text("sha256_of_tokens"), HashOfTokens(tokenizer));
            if (options.MinimumFrequency == 0)
                CheckEncodings(golden, options.VocabularySize, tokenizer);
        }
    }

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Without_the_alphabet_only_the_characters_seen_are_tokens(string name)
    {
        var golden = Golden.Read("training", $"{name}.json");
        var text = File.ReadAllText(Path.Combine(Folder, golden.Text("text")));
        var expected = golden.GetProperty("no_alphabet_no_specials");

        var tokenizer = BpeTrainer.Train([text], new BpeTrainingOptions { VocabularySize = expected.GetProperty("vocab_size").GetInt32(), IncludesAllBytes = false });

        Assert.Equal(expected.Text("sha256_of_tokens"), HashOfTokens(tokenizer));
        Assert.Equal(expected.GetProperty("merges").GetInt32(), Merges(tokenizer).Count());
    }

    [Theory]
    [MemberData(nameof(Goldens))]
    public void The_file_is_what_the_reference_writes(string name)
    {
        var golden = Golden.Read("training", $"{name}.json");
        var text = File.ReadAllText(Path.Combine(Folder, golden.Text("text")));
        using var folder = new TemporaryFolder();

        BpeTrainer.Train([text], new BpeTrainingOptions { VocabularySize = 300, SpecialTokens = golden.Texts("special_tokens") }).Save(folder.Path);

        var expected = JsonNode.Parse(File.ReadAllBytes(Path.Combine(Folder, $"{name}_300.tokenizer.json")));
        var actual = JsonNode.Parse(File.ReadAllBytes(Path.Combine(folder.Path, "tokenizer.json")));
        Assert.True(JsonNode.DeepEquals(expected, actual));
    }

    private static void CheckEncodings(JsonElement golden, int size, Tokenizer tokenizer)
    {
        foreach (var record in golden.List("encodings").Where(record => record.GetProperty("vocab_size").GetInt32() == size))
            Assert.Equal(record.Ids("ids"), tokenizer.EncodeToIds(record.Text("text")));
    }

    private static IEnumerable<string> Merges(Tokenizer tokenizer)
    {
        using var folder = new TemporaryFolder();
        tokenizer.Save(folder.Path);
        var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder.Path, "tokenizer.json"))).RootElement;
        return [.. file.GetProperty("model").List("merges").Select(merge => $"{merge[0]} {merge[1]}")];
    }

    private static string HashOfTokens(Tokenizer tokenizer)
    {
        var tokens = Enumerable.Range(0, tokenizer.VocabularySize).Select(id => tokenizer.TryGetToken(id, out var token) ? token : throw new KeyNotFoundException($"{id}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', tokens))));
    }
}
