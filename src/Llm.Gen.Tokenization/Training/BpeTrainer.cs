using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>Trains byte-level BPE tokenizers (GPT-2's: arXiv 1508.07909 over bytes), merge by merge the same as Hugging Face's library.</summary>
public static class BpeTrainer
{
    private const int ReportEvery = 1_000;

    /// <summary>Trains on texts; words do not reach from one text into the next. Words are counted on all cores.</summary>
    /// <param name="texts">The texts, read once.</param>
    /// <param name="options">What is asked for; default <see cref="BpeTrainingOptions"/> as it stands.</param>
    /// <param name="progress">Told now and then how far it is.</param>
    /// <param name="cancellationToken">Stops the training.</param>
    public static Tokenizer Train(
        IEnumerable<string> texts, BpeTrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        options ??= new();
        options.Check();
        var counts = WordCounts.Of(texts, next => new ScannerStage<Gpt2Scanner>(default, next), progress, cancellationToken);
        var words = counts.Words.Select(item => (Written(item.Word), item.Count)).ToArray();
        var initial = options.IncludesAllBytes ? ByteCharacters.InOrder.Select(c => new Rune(c)) : [];
        var learning = BpeLearning.Learn(words, Alphabet.Of(words, initial, options.AlphabetLimit), options, Report, cancellationToken);
        return Tokenizer.Parse(TokenizerWriter.ByteLevelBpe(learning, options.SpecialTokens), TokenizerWriter.Config(options.BeginningOfText, options.EndOfText, options.Padding, unknown: null));

        void Report(int tokens)
        {
            if (tokens % ReportEvery == 0)
                progress?.Report(new(counts.Texts, words.Length, tokens));
        }
    }

    /// <summary>Trains on files of UTF-8 text, each line (its end included) as one text; memory holds the different words and some lines.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="progress">Told now and then how far it is.</param>
    /// <param name="cancellationToken">Stops the training.</param>
    /// <exception cref="InvalidDataException">A file is not UTF-8; the message names the place.</exception>
    public static Tokenizer TrainFromFiles(
        IEnumerable<string> paths, BpeTrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return Train(paths.SelectMany(Utf8Lines.Read), options, progress, cancellationToken);
    }

    private static string Written(string word)
    {
        var output = new TextBuffer(word.Length * 2);
        try
        {
            ByteCharacters.Append(word, ref output);
            return output.Text.ToString();
        }
        finally
        {
            output.Dispose();
        }
    }
}
