namespace Llm.Gen.Tokenization;

/// <summary>Trains Unigram tokenizers (arXiv 1804.10959): from many candidates, those that the text can best do without go, round by round.</summary>
public static class UnigramTrainer
{
    private const char Mark = SentencePieceFile.Mark;

    /// <summary>Trains on texts. Words are counted, and their cuts weighed, on all cores.</summary>
    /// <param name="texts">The texts, read once.</param>
    /// <param name="options">What is asked for; default <see cref="UnigramTrainingOptions"/> as it stands.</param>
    /// <param name="progress">Told now and then how far it is; its tokens are the candidates that are left.</param>
    /// <param name="cancellationToken">Stops the training.</param>
    /// <exception cref="ArgumentException">The characters of the texts alone are more than the vocabulary may hold.</exception>
    public static Tokenizer Train(
        IEnumerable<string> texts, UnigramTrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        options ??= new();
        options.Check();
        var counts = WordCounts.Of(texts, next => new MetaspaceStage(Mark.ToString(), PrependScheme.Always, splits: true, next), progress, cancellationToken);
        string[] special = [.. options.SpecialTokens.Prepend(options.UnknownToken).Distinct()];
        var required = Alphabet.Of(counts.Words, [], limit: null);
        var room = options.VocabularySize - special.Length;
        if (required.Count > room)
            throw new ArgumentException($"The texts have {required.Count} different characters, and a vocabulary of {options.VocabularySize} has room for {room}; ask for at least {required.Count + special.Length}.");
        var learner = new UnigramLearner(counts.Words, options, cancellationToken);
        var scores = learner.Learn(room, left => progress?.Report(new(counts.Texts, counts.Words.Count, left)));
        return Tokenizer.Parse(
            TokenizerWriter.Unigram(special, Chosen(scores, required, room)),
            TokenizerWriter.Config(options.BeginningOfText, options.EndOfText, options.Padding, options.UnknownToken));
    }

    /// <summary>Trains on files of UTF-8 text, each line as one text; memory holds the different words and some lines.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="progress">Told now and then how far it is.</param>
    /// <param name="cancellationToken">Stops the training.</param>
    /// <exception cref="InvalidDataException">A file is not UTF-8; the message names the place.</exception>
    public static Tokenizer TrainFromFiles(
        IEnumerable<string> paths, UnigramTrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return Train(paths.SelectMany(Utf8Lines.Read).Select(line => line.TrimEnd('\n')), options, progress, cancellationToken);
    }

    // Every character of the text, so that all of it can be written; then the most probable tokens.
    private static IEnumerable<(string Token, double Score)> Chosen(IReadOnlyDictionary<string, double> scores, IReadOnlyList<string> required, int room)
    {
        var lowest = scores.Values.DefaultIfEmpty().Min();
        var characters = required.Select(token => (Token: token, Score: scores.GetValueOrDefault(token, lowest))).ToArray();
        var known = required.ToHashSet(StringComparer.Ordinal);
        var others = scores.Where(item => !known.Contains(item.Key)).OrderByDescending(item => item.Value).ThenBy(item => item.Key, StringComparer.Ordinal)
            .Take(room - characters.Length).Select(item => (Token: item.Key, Score: item.Value));
        return characters.Concat(others).OrderByDescending(item => item.Score).ThenBy(item => item.Token, StringComparer.Ordinal);
    }
}
