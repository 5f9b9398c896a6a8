using System.IO.MemoryMappedFiles;

namespace Llm.Gen.Data;

/// <summary>
/// A file of token ids, mapped into memory: opening it costs nothing, reading it is a copy from the page cache. Reads
/// the project's own format and one-row .npy files of uint16 or uint32. Nothing in the file is trusted: the header is
/// checked on opening, every id when it is read.
/// </summary>
public sealed unsafe class TokenFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _tokens;

    private TokenFile(string path, TokenFileHeader header, MemoryMappedFile file, MemoryMappedViewAccessor view, byte* tokens)
    {
        (Path, Header, _file, _view) = (path, header, file, view);
        _tokens = tokens;
    }

    /// <summary>Where the file is.</summary>
    public string Path { get; }

    /// <summary>What the file says of itself.</summary>
    public TokenFileHeader Header { get; }

    /// <summary>Tokens in the file.</summary>
    public long Count => Header.Tokens;

    /// <summary>The whole file as one stretch of tokens.</summary>
    public TokenSlice All => new(this, 0, Count);

    /// <summary>Maps the file and checks its header.</summary>
    /// <param name="path">A token file of this project, or a .npy file.</param>
    /// <param name="vocabularySize">The model's vocabulary: a file made for a larger one is refused; null asks nothing.</param>
    /// <exception cref="InvalidDataException">The file is not what it says it is, or does not fit the vocabulary.</exception>
    public static TokenFile Open(string path, int? vocabularySize = null)
    {
        var length = new FileInfo(path).Length;
        if (length == 0)
            throw new InvalidDataException($"{path}: it is empty; expected a token file. Make one with TokenCorpus.Write.");

        var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        MemoryMappedViewAccessor? view = null;
        try
        {
            view = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
            byte* bytes = null;
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref bytes);

            var head = new ReadOnlySpan<byte>(bytes, (int)Math.Min(length, 2 << 20));
            var header = NpyHeader.Begins(head)
                ? NpyHeader.Parse(path, head, length, vocabularySize ?? int.MaxValue, out var start)
                : TokenFileHeader.Parse(path, head, length, out start);
            if (header.VocabularySize > vocabularySize)
                throw new InvalidDataException($"{path}: its ids go up to {header.VocabularySize - 1:N0}, but the model's vocabulary has {vocabularySize:N0}; tokenize the text with the model's own tokenizer.");
            return new TokenFile(path, header, file, view, bytes + start);
        }
        catch
        {
            view?.Dispose();
            file.Dispose();
            throw;
        }
    }

    /// <summary>Copies the tokens from <paramref name="position"/> on and checks each.</summary>
    /// <exception cref="InvalidDataException">An id is not below the vocabulary size.</exception>
    public void Read(long position, Span<long> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, Count - destination.Length);
        ObjectDisposedException.ThrowIf(!_view.CanRead, this);

        var bound = Header.VocabularySize;
        if (Header.Type == TokenType.UInt16)
        {
            var tokens = new ReadOnlySpan<ushort>((ushort*)_tokens + position, destination.Length);
            for (var i = 0; i < tokens.Length; i++)
                destination[i] = tokens[i] < bound ? tokens[i] : throw OutOfRange(position + i, tokens[i]);
        }
        else
        {
            var tokens = new ReadOnlySpan<uint>((uint*)_tokens + position, destination.Length);
            for (var i = 0; i < tokens.Length; i++)
                destination[i] = tokens[i] < bound ? tokens[i] : throw OutOfRange(position + i, tokens[i]);
        }
    }

    /// <summary>The document that a token belongs to; null where the file has no index of documents.</summary>
    /// <param name="position">The token, counted from the start of the file.</param>
    public TokenDocument? DocumentAt(long position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, Count);
        ObjectDisposedException.ThrowIf(!_view.CanRead, this);

        var (low, high) = (0L, Header.DocumentIndex);        // the last entry that starts at the position or before
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (Entry(middle).Start <= position)
                low = middle + 1;
            else
                high = middle;
        }
        return low == 0 ? null : Entry(low - 1);
    }

    private TokenDocument Entry(long index) =>
        TokenDocument.Read(new ReadOnlySpan<byte>(_tokens + (Count * (int)Header.Type) + (index * TokenDocument.Size), TokenDocument.Size));

    private InvalidDataException OutOfRange(long position, long id) =>
        new($"{Path}: token {position:N0} has the id {id:N0}, but the vocabulary has {Header.VocabularySize:N0}; the file is damaged or was made with another tokenizer.");

    /// <summary>Unmaps the file; slices of it must not be read any more.</summary>
    public void Dispose()
    {
        if (_view.CanRead)
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
        }
        _file.Dispose();
    }
}
