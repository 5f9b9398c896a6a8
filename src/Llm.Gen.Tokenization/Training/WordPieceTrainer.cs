namespace Llm.Gen.Tokenization;

/// <summary>Trains WordPiece tokenizers as Hugging Face's library does: BERT's words, joined like BPE, with ## in front of what goes on inside a word.</summary>
public static class WordPieceTrainer
{
    private const string Prefix = "##";

    // Padding, the unknown, the beginning of a text, separation, masks; in the order of their ids.
    private static readonly string[] SpecialTokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

    /// <summary>Trains on texts. Words are counted on all cores.</summary>
    /// <param name="texts">The texts, read once.</param>
    /// <param name="options">What is asked for; default <see cref="WordPieceTrainingOptions"/> as it stands.</param>
    /// <param name="progress">Told now and then how far it is.</param>
    /// <param name="cancellationToken">Stops the training.</param>
    public static Tokenizer Train(
        IEnumerable<string> texts, WordPieceTrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        options ??= new();
        options.Check();
        var normalizer = BertNormalizer.Create(cleans: true, separatesChinese: true, options.IsUncased, options.IsUncased);
        var counts = WordCounts.Of(texts, next => new NormalizingStage(normalizer, new ScannerStage<BertScanner>(default, next)), progress, cancellationToken);
        var learning = new BpeTrainingOptions { VocabularySize = options.VocabularySize, MinimumFrequency = options.MinimumFrequency, SpecialTokens = SpecialTokens };
        var tokens = BpeLearning.Learn(
            counts.Words, Alphabet.Of(counts.Words, [], options.AlphabetLimit), learning, count => Report(count), cancellationToken, Prefix).Tokens;
        return Tokenizer.Parse(
            WordPieceFile.Convert(tokens, SpecialTokens, options.IsUncased, options.IsUncased, separatesChinese: true),
            TokenizerWriter.Config(beginningOfText: null, endOfText: null, padding: SpecialTokens[0], unknown: SpecialTokens[1]));

        void Report(int count)
        {
            if (count % 1_000 == 0)
                progress?.Report(new(counts.Texts, counts.Words.Count, count));
        }
    }

    /// <summary>Trains on files of UTF-8 text, each line as one text; memory holds the different words and some lines.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="progress">Told now and then how far it is.</param>
    /// <param name="cancellationToken">Stops the training.</param>
    /// <exception cref="InvalidDataException">A file is not UTF-8; the message names the place.</exception>
    public static Tokenizer TrainFromFiles(
        IEnumerable<string> paths, WordPieceTrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return Train(paths.SelectMany(Utf8Lines.Read), options, progress, cancellationToken);
    }
}
