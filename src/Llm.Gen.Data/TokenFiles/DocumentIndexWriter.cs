namespace Llm.Gen.Data;

/// <summary>Collects where documents start, in a file that is gone with the process, for there may be more of them than memory wants to hold.</summary>
internal sealed class DocumentIndexWriter : IDisposable
{
    private readonly FileStream _stream;
    private TokenDocument _last;

    internal DocumentIndexWriter()
    {
        var path = Path.Combine(Path.GetTempPath(), $"llm-documents-{Guid.NewGuid():N}");
        _stream = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 1 << 16, Options = FileOptions.DeleteOnClose });
    }

    /// <summary>Entries so far.</summary>
    internal long Count { get; private set; }

    /// <summary>Notes that tokens belong to a document; only the first of them makes an entry.</summary>
    internal void Add(TokenDocument document)
    {
        if (document.Number == _last.Number)
            return;
        _last = document;
        Count++;
        Span<byte> entry = stackalloc byte[TokenDocument.Size];
        document.Write(entry);
        _stream.Write(entry);
    }

    /// <summary>Writes all entries.</summary>
    internal void CopyTo(Stream stream)
    {
        _stream.Position = 0;
        _stream.CopyTo(stream);
    }

    public void Dispose() => _stream.Dispose();
}
