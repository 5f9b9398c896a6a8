using System.Text.Json;
using Llm.Gen.Tests;

namespace Llm.Gen.Tokenization.Tests;

/// <summary>Trainings that no two programs do alike, by measure: as many tokens as asked, a text as short, mostly the same tokens.</summary>
public class QualityTests
{
    public static TheoryData<string> Files => [.. Golden.Names("training").Where(name => name.StartsWith("quality_", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_trained_WordPiece_tokenizer_is_as_good_as_the_reference(string file)
    {
        var (text, golden) = Read(file, "wordpiece");

        var tokenizer = WordPieceTrainer.Train([text], new() { VocabularySize = golden.NumberOr("asked_vocab_size", 0) });

        Check(tokenizer, golden, text, longer: 1.02, overlap: 0.9);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_trained_Unigram_tokenizer_is_as_good_as_the_reference(string file)
    {
        var (text, golden) = Read(file, "unigram");

        var tokenizer = UnigramTrainer.Train(text.Split('\n'), new() { VocabularySize = golden.NumberOr("asked_vocab_size", 0) });

        Check(tokenizer, golden, text, longer: 1.02, overlap: 0.6);
    }

    private static void Check(Tokenizer tokenizer, JsonElement golden, string text, double longer, double overlap)
    {
        var tokens = Enumerable.Range(0, tokenizer.LargestId + 1).Select(id => tokenizer.TryGetToken(id, out var token) ? token : "").ToHashSet();
        var reference = golden.Texts("tokens").ToHashSet();
        var length = tokenizer.CountTokens(text, addSpecialTokens: false);

        Assert.Equal(golden.NumberOr("vocabulary", 0), tokenizer.VocabularySize);
        Assert.InRange((double)length / golden.NumberOr("tokens_of_the_text", 0), 0.5, longer);
        Assert.InRange((double)tokens.Intersect(reference).Count() / tokens.Union(reference).Count(), overlap, 1);
    }

    private static (string Text, JsonElement Golden) Read(string file, string kind)
    {
        var golden = Golden.Read("training", $"{file}.json");
        return (File.ReadAllText(Fixtures.Find($"tokenization/training/{golden.Text("text")}")), golden.List("trainings").Single(record => record.Text("kind") == kind));
    }
}
