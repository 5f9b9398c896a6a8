using System.Text;
using Llm.Gen.Tests;

namespace Llm.Gen.Data.Tests;

public sealed class TokenCorpusTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_piece_lands_in_one_file_and_validation_gets_its_share()
    {
        var text = Enumerable.Range(0, 1_000).Select(i => new TextPiece($"text {i}", true)).ToArray();

        using var corpus = TokenCorpus.Write(_folder.Path, text, Bytes, new() { VocabularySize = 257, EndOfText = 256, ValidationFraction = 0.1 });

        Assert.Equal(text.Sum(p => p.Text.Length + 1), corpus.TrainTokens + corpus.ValidationTokens);
        Assert.Equal(0.1, (double)corpus.ValidationTokens / (corpus.TrainTokens + corpus.ValidationTokens), 2);
        Assert.Equal(1_000, corpus.Documents);
        var documents = Read(corpus.Train).Concat(Read(corpus.Validation)).Order(StringComparer.Ordinal);
        Assert.Equal(text.Select(p => p.Text).Order(StringComparer.Ordinal), documents);
    }

    [Fact]
    public void Tokens_are_known_by_the_number_of_their_document_in_the_text()
    {
        var text = Enumerable.Range(1, 100).SelectMany(i => new TextPiece[] { new($"{i:D3}", false), new($"{i:D3}", true) });

        using var corpus = TokenCorpus.Write(_folder.Path, text, Bytes, new() { VocabularySize = 256, ValidationFraction = 0.3 });

        foreach (var slice in new[] { corpus.Train, corpus.Validation })
        {
            var tokens = new long[slice.Count];
            slice.Read(0, tokens);
            for (var at = 0; at < tokens.Length; at += 3)
                Assert.Equal(string.Concat(tokens[at..(at + 3)].Select(t => (char)t)), $"{slice.File.DocumentAt(at)!.Value.Number:D3}");
        }
    }

    [Fact]
    public void Text_shorter_than_the_context_is_refused_and_nothing_is_left()
    {
        TextPiece[] text = [new("abc", false), new("def", true)];

        var error = Assert.Throws<InvalidDataException>(() =>
            TokenCorpus.Write(_folder.File("new"), text, Bytes, new() { VocabularySize = 256, Context = 3 }));

        Assert.Contains("leaves 3 tokens for training, but one window of the context takes 4", error.Message);
        Assert.False(Directory.Exists(_folder.File("new")));
    }

    [Fact]
    public void All_wrong_options_are_named_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            TokenCorpus.Write(_folder.Path, [], Bytes, new() { VocabularySize = 10, EndOfText = 10, ValidationFraction = 1, Context = 0 }));

        Assert.Contains("EndOfText is 10", error.Message);
        Assert.Contains("ValidationFraction is 1", error.Message);
        Assert.Contains("Context is 0", error.Message);
    }

    [Fact]
    public void Cancelling_leaves_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.Throws<OperationCanceledException>(() =>
            TokenCorpus.Write(_folder.Path, [new("abc", true)], Bytes, new() { VocabularySize = 256 }, cancelled.Token));

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_trained_tokenizer_brings_its_own_vocabulary_and_end_of_text()
    {
        TextPiece[] text = [.. Enumerable.Range(0, 50).Select(i => new TextPiece($"text {i}", true))];
        var tokenizer = Tokenization.BpeTrainer.Train(text.Select(p => p.Text), new() { VocabularySize = 300, SpecialTokens = ["<end>"], EndOfText = "<end>" });

        using var corpus = TokenCorpus.Write(_folder.Path, text, tokenizer, context: 4);

        var tokens = new long[corpus.TrainTokens];
        corpus.Train.Read(0, tokens);
        var documents = tokenizer.Decode(tokens.Select(t => (int)t), skipSpecialTokens: false).Split("<end>", StringSplitOptions.RemoveEmptyEntries);
        Assert.All(documents, d => Assert.StartsWith("text ", d));
    }

    private static int[] Bytes(string text) => [.. Encoding.UTF8.GetBytes(text).Select(b => (int)b)];

    private static string[] Read(TokenSlice slice)
    {
        var tokens = new long[slice.Count];
        slice.Read(0, tokens);
        var text = string.Concat(tokens.Select(t => t == 256 ? "\0" : ((char)t).ToString()));
        return text.Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }
}
