using System.Text.Json;

namespace Llm.Gen.Tokenization.Tests;

public class TieBreakingTests
{
    public static TheoryData<string> Names => [.. Golden.Read("training", "bpe_ties.json").List("cases").Select(record => record.Text("name"))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Of_equally_frequent_pairs_the_one_of_lowest_ids_merges_first(string name)
    {
        var record = Golden.Read("training", "bpe_ties.json").List("cases").Single(record => record.Text("name") == name);
        var options = record.GetProperty("options");
        var words = CountWords(record.Texts("items"));
        var initial = options.List("initial_alphabet").Select(item => item.GetString()!.EnumerateRunes().Single());
        var alphabet = Alphabet.Of(words, initial, Number(options, "limit_alphabet"));

        var learning = BpeLearning.Learn(words, alphabet, Options(options), _ => { }, CancellationToken.None);

        Assert.Equal(record.Texts("tokens"), learning.Tokens);
        Assert.Equal(record.Texts("merges"), learning.Merges.Select(merge => $"{merge.Left} {merge.Right}"));
    }

    private static IReadOnlyList<(string Word, long Count)> CountWords(IEnumerable<string> items) =>
        WordCounts.Of(items, next => new ScannerStage<WordScanner>(default, next), progress: null, CancellationToken.None).Words;

    private static BpeTrainingOptions Options(JsonElement options) => new()
    {
        VocabularySize = Number(options, "vocab_size")!.Value,
        MinimumFrequency = Number(options, "min_frequency") ?? 0,
        SpecialTokens = [.. options.List("special_tokens").Select(token => token.GetString()!)],
        TokenLengthLimit = Number(options, "max_token_length"),
    };

    private static int? Number(JsonElement options, string name) => options.TryGetProperty(name, out var value) ? value.GetInt32() : null;
}
