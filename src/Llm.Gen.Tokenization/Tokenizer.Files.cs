using Llm.Gen.Tokenization;

namespace Llm.Gen;

/// <content>Reading and writing.</content>
public sealed partial class Tokenizer
{
    private readonly TokenizerFolder _folder;

    /// <summary>
    /// Reads a tokenizer, whatever it is given as: a folder or a file with a tokenizer.json, a SentencePiece model, vocab.json and merges.txt,
    /// BERT's vocab.txt, a tiktoken rank file, or a GGUF file with a vocabulary; and the tokenizer_config.json beside it.
    /// </summary>
    /// <param name="path">The folder or the file.</param>
    /// <param name="options">What the files do not say.</param>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">A file is malformed; the message says where.</exception>
    /// <exception cref="NotSupportedException">The file asks for a component that is not supported; the message names it.</exception>
    /// <exception cref="ArgumentException">The options contradict what the files say themselves.</exception>
    public static Tokenizer Load(string path, TokenizerOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var folder = TokenizerFolder.Read(path, options ?? new());
        var file = InFile.Named(folder.Path, folder.Parse);
        return InFile.Named(path, () => new Tokenizer(file, folder));
    }

    /// <summary>A tokenizer from the text of a tokenizer.json and, if it is not empty, of a tokenizer_config.json, both in UTF-8.</summary>
    /// <exception cref="InvalidDataException">A text is malformed; the message says where.</exception>
    /// <exception cref="NotSupportedException">A component is not supported; the message names it.</exception>
    public static Tokenizer Parse(ReadOnlyMemory<byte> tokenizerJson, ReadOnlyMemory<byte> tokenizerConfig = default) =>
        new(TokenizerFile.Read(tokenizerJson), new TokenizerFolder(tokenizerJson, tokenizerConfig));

    /// <summary>
    /// Writes tokenizer.json and what belongs to it (tokenizer_config.json, special_tokens_map.json, chat_template.jinja, as far as they were
    /// read) into a folder, which is made if it is missing. A file that is there already is replaced only by a complete one.
    /// </summary>
    public void Save(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _folder.Write(folder);
    }
}
