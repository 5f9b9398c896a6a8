using System.Text;
using Llm.Gen;
using Llm.Gen.Data;
using Llm.Gen.Tokenization;

namespace Examples.Compare;

/// <summary>The same documents for every model: each twentieth is held out. Losses compare by bytes of text, whatever a token is.</summary>
public sealed class Corpus
{
    public const string EndOfText = "<|endoftext|>";
    private const int HeldOutEvery = 20;

    private readonly List<string> _train = [], _heldOut = [];

    private Corpus()
    {
    }

    /// <exception cref="InvalidDataException">There are too few documents to hold some out.</exception>
    public static Corpus Read(IReadOnlyList<string> files)
    {
        var (corpus, document, count) = (new Corpus(), new StringBuilder(), 0);
        foreach (var piece in TextDocuments.Read(files, separator: "%"))
        {
            document.Append(piece.Text);
            if (!piece.EndsDocument)
                continue;
            (++count % HeldOutEvery == 0 ? corpus._heldOut : corpus._train).Add(document.ToString());
            document.Clear();
        }
        // A text without separators is one document: its last part is held out.
        if (corpus is { _train: [var whole], _heldOut.Count: 0 } && whole.Length > HeldOutEvery)
        {
            var at = whole.Length - (whole.Length / HeldOutEvery);
            corpus._train[0] = whole[..at];
            corpus._heldOut.Add(whole[at..]);
        }
        return corpus._heldOut.Count > 0
            ? corpus
            : throw new InvalidDataException($"The text has {count} documents, and one in {HeldOutEvery} is held out; give a longer text.");
    }

    public int Documents => _train.Count + _heldOut.Count;

    /// <summary>Byte pairs, as many as a vocabulary holds.</summary>
    public Tokenizer Subwords(int vocabulary) =>
        BpeTrainer.Train(_train, new() { VocabularySize = vocabulary, SpecialTokens = [EndOfText], EndOfText = EndOfText });

    /// <summary>The most frequent characters, as many as a vocabulary holds; all others are one unknown token.</summary>
    public Tokenizer Characters(int vocabulary)
    {
        const string Unknown = "<unk>";
        const int Special = 2;
        var frequent = _train.SelectMany(text => text).Where(c => !char.IsSurrogate(c)).CountBy(c => c).OrderByDescending(c => c.Value).ThenBy(c => c.Key).Take(vocabulary - Special);
        return CharacterTokenizer.Train([string.Concat(frequent.Select(c => c.Key))], new() { UnknownToken = Unknown, SpecialTokens = [EndOfText], EndOfText = EndOfText });
    }

    /// <summary>Writes the tokens of both parts.</summary>
    public CorpusTokens Tokenize(string folder, Tokenizer tokenizer)
    {
        Directory.CreateDirectory(folder);
        return new CorpusTokens(
            Write(Path.Combine(folder, "train.tokens"), _train, tokenizer),
            Write(Path.Combine(folder, "validation.tokens"), _heldOut, tokenizer),
            _heldOut.Sum(text => Encoding.UTF8.GetByteCount(text) + 1L));       // the end of a document is one more
    }

    private static TokenFile Write(string path, List<string> documents, Tokenizer tokenizer)
    {
        using (var writer = new TokenFileWriter(path, tokenizer.LargestId + 1))
        {
            foreach (var document in documents)
                writer.Write([.. tokenizer.EncodeToIds(document, addSpecialTokens: false, parseSpecialTokens: false), tokenizer.EosId!.Value]);
            writer.Complete();
        }
        return TokenFile.Open(path);
    }
}
