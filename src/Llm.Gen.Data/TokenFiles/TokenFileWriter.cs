using System.Buffers.Binary;
using Llm.Gen.Writing;

namespace Llm.Gen.Data;

/// <summary>
/// Writes a token file front to back in constant memory. The file appears under its name only when
/// <see cref="Complete"/> has flushed it to the disk; until then, and for ever if the program dies, the old file stays.
/// </summary>
public sealed class TokenFileWriter : IDisposable
{
    private readonly PendingFile _file;
    private readonly DocumentIndexWriter _documents;
    private readonly byte[] _buffer = new byte[1 << 16];
    private readonly int _headerSize;
    private TokenFileHeader _header;
    private long _document = 1;
    private int _used;
    private bool _completed;

    /// <summary>Starts a file.</summary>
    /// <param name="path">Its final name.</param>
    /// <param name="vocabularySize">Every id must be below it; up to 65,536 a token takes two bytes, above four.</param>
    /// <param name="tokenizer">What makes the ids, for those who read the header: a name or a fingerprint.</param>
    public TokenFileWriter(string path, int vocabularySize, string tokenizer = "")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(vocabularySize);
        Path = path;
        var type = vocabularySize <= 65_536 ? TokenType.UInt16 : TokenType.UInt32;
        _header = new TokenFileHeader(type, 0, 0, vocabularySize, tokenizer);
        var widest = _header with { Tokens = long.MaxValue, Documents = long.MaxValue, DocumentIndex = long.MaxValue };
        _headerSize = widest.ToBytes().Length;              // counts are filled in at the end, in place

        _documents = new DocumentIndexWriter();
        try
        {
            _file = new PendingFile(path);
        }
        catch
        {
            _documents.Dispose();
            throw;
        }
        _file.Stream.Write(_header.ToBytes(_headerSize));
    }

    /// <summary>The name that the file will have.</summary>
    public string Path { get; }

    /// <summary>Tokens written so far.</summary>
    public long Count => _header.Tokens;

    /// <summary>Appends one document, or a piece of one.</summary>
    /// <param name="tokens">Token ids.</param>
    /// <param name="endsDocument">Whether a document ends here: it counts, and what follows is another in the file's index.</param>
    /// <exception cref="ArgumentOutOfRangeException">An id is negative or not below the vocabulary size.</exception>
    public void Write(IEnumerable<int> tokens, bool endsDocument = true)
    {
        Write(tokens, endsDocument, _document);
        _document += endsDocument ? 1 : 0;
    }

    /// <summary>Appends a document, or a piece of one, that has a number of its own: documents before it may be in other files.</summary>
    internal void Write(IEnumerable<int> tokens, bool endsDocument, long document)
    {
        ObjectDisposedException.ThrowIf(_completed, this);
        var bound = (uint)_header.VocabularySize;
        var count = 0L;
        _documents.Add(new TokenDocument(document, _header.Tokens));
        foreach (var token in tokens)
        {
            if ((uint)token >= bound)
                throw new ArgumentOutOfRangeException(nameof(tokens), token, $"{Path}: the token id {token:N0} is not below the vocabulary size {bound:N0}; use the tokenizer that the size was taken from.");
            Append(token);
            count++;
        }
        _header = _header with { Tokens = _header.Tokens + count, Documents = _header.Documents + (endsDocument ? 1 : 0) };
    }

    private void Append(int token)
    {
        if (_buffer.Length - _used < sizeof(uint))
            Flush();
        if (_header.Type == TokenType.UInt16)
            BinaryPrimitives.WriteUInt16LittleEndian(_buffer.AsSpan(_used), (ushort)token);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(_buffer.AsSpan(_used), (uint)token);
        _used += (int)_header.Type;
    }

    private void Flush()
    {
        _file.Stream.Write(_buffer, 0, _used);
        _used = 0;
    }

    /// <summary>Writes the counts, flushes to the disk and gives the file its name.</summary>
    public void Complete()
    {
        ObjectDisposedException.ThrowIf(_completed, this);
        Flush();
        _documents.CopyTo(_file.Stream);
        _header = _header with { DocumentIndex = _documents.Count };
        _file.Stream.Position = 0;
        _file.Stream.Write(_header.ToBytes(_headerSize));
        _file.Commit();
        _completed = true;
    }

    /// <summary>Removes the unfinished file when <see cref="Complete"/> was not reached.</summary>
    public void Dispose()
    {
        _completed = true;
        _documents.Dispose();
        _file.Dispose();
    }
}
